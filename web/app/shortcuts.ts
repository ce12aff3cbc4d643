// Keys people bring from elsewhere: "/" goes to the search field, "?" shows every key.
import { router } from './router';

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, dialog, [contenteditable]') !== null;
}

function search(): void {
  const field = document.querySelector<HTMLInputElement>('main [type=search]');
  if (field) field.focus();
  else router.go('/players#search');
}

export function startShortcuts(): void {
  addEventListener('keydown', (press) => {
    if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey || typing(press.target)) return;
    if (press.key === '/') {
      press.preventDefault();
      search();
    } else if (press.key === '?') {
      press.preventDefault();
      void import('../elements/keys-dialog').then(({ showKeys }) => showKeys());
    }
  });
}
