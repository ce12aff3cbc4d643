/**
 * How late the other side's keys reach us, in ticks: the time by which the far side of the court is shown delayed.
 *
 * Nearly the latest of the last keys counts, so that almost every contact over there is shown with its true outcome.
 * The delay moves slowly, so that nobody sees it move.
 */

const KEPT = 16;
const MOST = 72;
const LEAST = 2;
/** Ticks of delay gained or lost in a second at most. */
const DRIFT = 12;

export class Delay {
  readonly #late: number[] = [];
  #shown: number | null = null;
  #at = 0;

  /** A key stamped `stamp` was told when our clock said `tick`. */
  told(stamp: number, tick: number): void {
    this.#late.push(Math.max(LEAST, Math.min(MOST, tick - stamp)));
    if (this.#late.length > KEPT) this.#late.shift();
  }

  /** The delay to draw with now; `fallback` is used until a key was told. */
  ticks(now: number, fallback: number): number {
    const wanted = this.#wanted() ?? Math.max(LEAST, Math.min(MOST, fallback));
    const most = (DRIFT * Math.max(0, now - this.#at)) / 1000;
    const from = this.#shown ?? wanted;
    this.#at = now;
    this.#shown = from + Math.max(-most, Math.min(most, wanted - from));
    return this.#shown;
  }

  #wanted(): number | null {
    const sorted = [...this.#late].sort((a, b) => a - b);
    return sorted[Math.floor(0.9 * (sorted.length - 1))] ?? null;
  }
}
