/**
 * The server's tick, as this page knows it.
 *
 * Every answered ping gives one guess of the moment tick 0 began; the guess with the shortest round trip of the last
 * eight is the best. The clock that is shown slides towards it instead of jumping, so a ball never stutters because an
 * estimate got better. While the match stands still so does the clock; during a countdown it waits at the tick to come.
 */

const TICKS_PER_MS = 240 / 1000;
const KEPT = 8;
/** A better estimate this far away is believed at once. */
const JUMP_MS = 60;
/** How much faster or slower than time itself the shown clock may run while it slides. */
const SLIDE = 0.04;

interface Sample {
  readonly rtt: number;
  readonly origin: number;
}

export class ServerClock {
  #samples: Sample[] = [];
  /** Round trips outlive a stop of the clock: the line is the same. */
  #rtts: number[] = [];
  /** When tick 0 began, in local milliseconds: as shown, and as best known. */
  #shown = 0;
  #best = 0;
  #slidAt = 0;
  /** The tick it stands at, or before which it does not run; null while nothing is known. */
  #floor: number | null = null;
  #standing = true;

  get standing(): boolean {
    return this.#standing;
  }

  /** The typical round trip in ms, or null before the first. */
  get rtt(): number | null {
    const sorted = [...this.#rtts].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  /** The tick now, with its fraction. Never runs back while it runs. */
  tick(now: number): number {
    if (this.#floor === null) return 0;
    if (this.#standing) return this.#floor;
    this.#slide(now);
    const tick = Math.max(this.#floor, (now - this.#shown) * TICKS_PER_MS);
    return tick;
  }

  /** Milliseconds until it runs; 0 when it runs or stands without a countdown. */
  countdown(now: number): number {
    if (this.#standing || this.#floor === null) return 0;
    return Math.max(0, this.#shown + this.#floor / TICKS_PER_MS - now);
  }

  /** The server said it is at `tick` right now; the best guess until a ping is answered. */
  join(tick: number, now: number): void {
    this.#samples = [];
    this.#floor = tick;
    this.#standing = false;
    this.#set(now - tick / TICKS_PER_MS);
  }

  stop(tick: number): void {
    this.#samples = [];
    this.#floor = tick;
    this.#standing = true;
  }

  /** It will run from `tick` in `wallMs` milliseconds. */
  start(tick: number, wallMs: number, now: number): void {
    this.#samples = [];
    this.#floor = tick;
    this.#standing = false;
    this.#set(now + wallMs - tick / TICKS_PER_MS);
  }

  /** A ping sent and answered at these local times; the server was at `tick` somewhere between. */
  sample(sent: number, received: number, tick: number): void {
    const rtt = received - sent;
    this.#rtts = [...this.#rtts, rtt].slice(-KEPT);
    // The server rounds its tick down, so it was half a tick further on average.
    const origin = sent + rtt / 2 - (tick + 0.5) / TICKS_PER_MS;
    this.#samples = [...this.#samples, { rtt, origin }].slice(-KEPT);
    if (this.#standing) return;
    this.#best = this.#samples.reduce((best, each) => (each.rtt <= best.rtt ? each : best)).origin;
    if (Math.abs(this.#best - this.#shown) > JUMP_MS) this.#set(this.#best);
  }

  #set(origin: number): void {
    this.#shown = this.#best = origin;
    this.#slidAt = 0;
  }

  #slide(now: number): void {
    const most = SLIDE * Math.max(0, now - (this.#slidAt || now));
    this.#slidAt = now;
    this.#shown += Math.max(-most, Math.min(most, this.#best - this.#shown));
  }
}
