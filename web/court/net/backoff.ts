/** How long to wait before the next try: exponential with full jitter, so that a thousand pages do not return at once. */

const FIRST_MS = 400;
const MOST_MS = 8_000;

/** Milliseconds before try number `tries` (from 0). */
export function backoff(tries: number, chance: () => number = Math.random): number {
  return chance() * Math.min(MOST_MS, FIRST_MS * 2 ** tries);
}
