// A toast is a short word that comes and goes; `<rb-toasts>` shows them and reads them out.

export interface Toast {
  readonly text: string;
  /** Ours or theirs went wrong: stays longer and is read out at once. */
  readonly wrong: boolean;
}

export const TOAST = 'rb-toast';

export function toast(text: string, options: { wrong?: boolean } = {}): void {
  const detail: Toast = { text, wrong: options.wrong ?? false };
  document.dispatchEvent(new CustomEvent<Toast>(TOAST, { detail }));
}
