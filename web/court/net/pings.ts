/** The pings: often at first, while the clock is unknown, then now and then. */

const EARLY = 8;
const EARLY_MS = 250;
const LATER_MS = 2_000;

export class Pings {
  #sent = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ping: () => void) {}

  /** Begin anew: after every join, and after every stop of the clock. */
  start(): void {
    this.stop();
    this.#sent = 0;
    this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.ping();
    this.#sent += 1;
    this.#timer = setTimeout(() => this.#next(), this.#sent < EARLY ? EARLY_MS : LATER_MS);
  }
}
