// Light, dark, or as the system says. `public/theme.js` does the same before first paint.

export type Theme = 'auto' | 'light' | 'dark';

const SHELF = 'rb-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** What the reader chose; auto until they do. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(SHELF);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export function shownTheme(): 'light' | 'dark' {
  const chosen = chosenTheme();
  if (chosen !== 'auto') return chosen;
  return dark.matches ? 'dark' : 'light';
}

/** Keeps the choice, shows it, and tells everything that draws with colours of its own. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'auto') localStorage.removeItem(SHELF);
  else localStorage.setItem(SHELF, theme);
  showTheme();
}

function showTheme(): void {
  const theme = shownTheme();
  if (document.documentElement.dataset.bsTheme === theme) return;
  document.documentElement.dataset.bsTheme = theme;
  document.dispatchEvent(new CustomEvent('rb-theme', { detail: theme }));
}

/** Follows the system, and other tabs of the site. */
export function startTheme(): void {
  showTheme();
  dark.addEventListener('change', () => showTheme());
  addEventListener('storage', (stored) => {
    if (stored.key === SHELF) showTheme();
  });
}
