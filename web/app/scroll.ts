// Scrolling across navigation: back where one was, to the part asked for, or to the top.
import { keepScroll, scrolledTo } from './entries';
import { decoded } from './paths';
import type { Place } from './router';

const PATIENCE_MS = 4000;
/** A page that reached its height may still shift as its parts draw themselves: the goal is held until it is quiet. */
const QUIET_MS = 250;
const MOVES = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

let here: Place | null = null;
let goal: (() => boolean) | null = null;
let release: (() => void) | null = null;
let quiet = 0;

/** Takes leave of the page in view: what is noted from now on belongs to the new place. */
export function leaveFor(place: Place): void {
  if (here && here.key !== place.key && !goal) keepScroll(here.key, scrollY);
  here = place;
  release?.();
  if (place.arrival === 'replace' || place.arrival === 'refine') return;
  const y = place.arrival === 'history' ? scrolledTo(place.key) : undefined;
  if (y !== undefined) goal = () => reach(y);
  else if (place.part && !place.route.letter) goal = () => reveal(place.part);
  else goal = () => reach(0);
  hold();
}

/** Tries to stand where the arrival said; a page that is still too short is tried again as it grows. */
export function settle(): void {
  clearTimeout(quiet);
  if (goal?.()) quiet = window.setTimeout(() => release?.(), QUIET_MS);
}

function reach(y: number): boolean {
  scrollTo(0, y);
  return Math.abs(scrollY - y) < 2;
}

function reveal(part: string): boolean {
  const target = document.getElementById(decoded(part) ?? '');
  target?.scrollIntoView();
  return target !== null;
}

/** Until the goal is met, the reader moves, or patience ends, every change of height is a new attempt. */
function hold(): void {
  // The browser's own anchoring would follow the growth above and lead away from the goal.
  document.body.style.overflowAnchor = 'none';
  const watcher = new ResizeObserver(() => settle());
  const timer = setTimeout(() => release?.(), PATIENCE_MS);
  release = () => {
    watcher.disconnect();
    clearTimeout(timer);
    clearTimeout(quiet);
    document.body.style.overflowAnchor = '';
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
