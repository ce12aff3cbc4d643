// What each entry of the history remembers: how far one had scrolled, which toggles were set.
import { router } from './router';

interface Entry {
  y?: number;
  notes?: Record<string, string>;
}

const SHELF = 'rb-entries';
const KEPT = 50;

function load(): Map<string, Entry> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(SHELF) ?? '[]') as [string, Entry][]);
  } catch {
    return new Map();
  }
}

const entries = load();

function change(key: string, with_: Entry): void {
  const entry = { ...entries.get(key), ...with_ };
  entries.delete(key);
  entries.set(key, entry);
  while (entries.size > KEPT) entries.delete(entries.keys().next().value ?? '');
  try {
    sessionStorage.setItem(SHELF, JSON.stringify([...entries]));
  } catch {
    // A full or forbidden shelf costs the reload its scroll position, nothing else.
  }
}

export const scrolledTo = (key: string): number | undefined => entries.get(key)?.y;

export const keepScroll = (key: string, y: number): void => change(key, { y: Math.round(y) });

/** Notes a toggle (a figure shown as table, an opened drawer) for this entry of the history. */
export function remember(name: string, value: string): void {
  const key = router.place?.key;
  if (key) change(key, { notes: { ...entries.get(key)?.notes, [name]: value } });
}

/** What was noted under this name when one was last on this entry. */
export function recall(name: string): string | undefined {
  const key = router.place?.key;
  return key ? entries.get(key)?.notes?.[name] : undefined;
}

/** A refined view starts with the toggles of the one it was refined from. */
export function carryOver(from: string, to: string): void {
  const notes = entries.get(from)?.notes;
  if (notes && from !== to) change(to, { notes });
}
