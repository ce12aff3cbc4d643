/**
 * The frame loop: calls back once per screen refresh while the page is visible, and keeps what the frames cost.
 *
 * The costs are for people who ask "is it smooth?": the court shows them in its help, the journeys assert on them.
 */

const KEPT = 600;

export interface FrameTimes {
  readonly frames: number;
  /** Milliseconds between frames and spent inside one: median and 99th percentile. */
  readonly gap: readonly [median: number, p99: number];
  readonly cost: readonly [median: number, p99: number];
}

export class Frames {
  #handle = 0;
  #last = 0;
  readonly #gaps: number[] = [];
  readonly #costs: number[] = [];

  constructor(private readonly draw: (now: number) => void) {}

  start(): void {
    if (this.#handle === 0) this.#handle = requestAnimationFrame(this.#tick);
  }

  stop(): void {
    cancelAnimationFrame(this.#handle);
    this.#handle = this.#last = 0;
  }

  times(): FrameTimes {
    return { frames: this.#costs.length, gap: spread(this.#gaps), cost: spread(this.#costs) };
  }

  readonly #tick = (now: number): void => {
    this.#handle = requestAnimationFrame(this.#tick);
    const began = performance.now();
    this.draw(began);
    keep(this.#costs, performance.now() - began);
    if (this.#last > 0) keep(this.#gaps, now - this.#last);
    this.#last = now;
  };
}

function keep(list: number[], value: number): void {
  list.push(value);
  if (list.length > KEPT) list.shift();
}

function spread(list: readonly number[]): [number, number] {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return [at(0.5), at(0.99)];
}
