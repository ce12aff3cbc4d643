/** The court's colours, read from the CSS tokens in force on an element; read again when the theme changes. */

export interface Palette {
  readonly court: string;
  readonly line: string;
  readonly ink: string;
  readonly muted: string;
  readonly sides: readonly [string, string];
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--rb-court${name}`).trim() || 'gray';
  return {
    court: token(''),
    line: token('-line'),
    ink: token('-ink'),
    muted: token('-muted'),
    sides: [token('-side0'), token('-side1')],
  };
}

/** Calls back when the page's theme or the system's contrast setting changes; returns how to stop. */
export function onThemeChange(callback: () => void): () => void {
  const watch = new MutationObserver(callback);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-bs-theme'] });
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  queries.forEach((query) => query.addEventListener('change', callback));
  return () => {
    watch.disconnect();
    queries.forEach((query) => query.removeEventListener('change', callback));
  };
}
