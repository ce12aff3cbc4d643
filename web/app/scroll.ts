// Scrolling across navigation: back where one was, to the part asked for, or to the top.
import { keepScroll, scrolledTo } from './entries';
import type { Place } from './router';

const PATIENCE_MS = 4000;
const MOVES = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

let here: Place | null = null;
let goal: (() => boolean) | null = null;
let release: (() => void) | null = null;

/** Takes leave of the page in view: what is noted from now on belongs to the new place. */
export function leaveFor(place: Place): void {
  if (here && here.key !== place.key && !goal) keepScroll(here.key, scrollY);
  here = place;
  if (place.arrival === 'replace' || place.arrival === 'refine') return;
  const y = place.arrival === 'history' ? scrolledTo(place.key) : undefined;
  if (y !== undefined) goal = () => reach(y);
  else if (place.part) goal = () => reveal(place.part);
  else goal = () => reach(0);
  hold();
}

/** Tries to stand where the arrival said; a page that is still too short is tried again as it grows. */
export function settle(): void {
  if (goal?.()) release?.();
}

function reach(y: number): boolean {
  scrollTo(0, y);
  return Math.abs(scrollY - y) < 2;
}

function reveal(part: string): boolean {
  const target = document.getElementById(decodeURIComponent(part));
  target?.scrollIntoView();
  return target !== null;
}

/** Until the goal is met, the reader moves, or patience ends, every change of height is a new attempt. */
function hold(): void {
  release?.();
  const watcher = new ResizeObserver(() => settle());
  const timer = setTimeout(() => release?.(), PATIENCE_MS);
  release = () => {
    watcher.disconnect();
    clearTimeout(timer);
    for (const move of MOVES) removeEventListener(move, letGo);
    goal = null;
    release = null;
  };
  for (const move of MOVES) addEventListener(move, letGo, { passive: true });
  watcher.observe(document.body);
}

const letGo = (): void => release?.();

/** Keeps note of the scroll position as the reader moves; a page still settling is not yet the reader's doing. */
export function watchScroll(): void {
  let frame = 0;
  const note = (): void => {
    frame = 0;
    if (here && !goal) keepScroll(here.key, scrollY);
  };
  addEventListener('scroll', () => (frame ||= requestAnimationFrame(note)), { passive: true });
}
