/** The state of a match: what it is at a tick, how to look at it, copy it, fingerprint it and write it down. */

import { paddleAt } from './court';
import { fnv32 } from './digest';
import { type Ball, type Flight, flightBounces, flightSeen, reaches, receiver } from './flight';
import type { EndReason, Held, Slot } from './intents';
import { BadState, checkPacked } from './packed';
import type { Ruleset } from './ruleset';

export const Phase = { SERVE: 0, RALLY: 1, RUNOFF: 2, OVER: 3 } as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** Centre y at a tick, that tick, the key held since, and the rally-clock tick of the seat's last own act. */
export interface Paddle {
  readonly y: number;
  readonly since: number;
  readonly key: Held;
  readonly acted: number;
}

export const NEVER = Number.MAX_SAFE_INTEGER;

/** Everything a match is (mirror of `game_engine.state.State`). Fields are for reading; only `Match` changes them. */
export class State {
  /** Everything up to and including this tick has happened. */
  tick = 0;
  scores: readonly [number, number] = [0, 0];
  server: Slot;
  phase: Phase = Phase.SERVE;
  winner: Slot | null = null;
  reason: EndReason | null = null;
  /** Contacts of the rally so far, the serve included; 0 between rallies. */
  hits = 0;
  speed = 0;
  /** Tick of the last point, from which the serve window counts; once over, the tick of the end. */
  since = 0;
  /** Tick at which the rally clock stands while there is no rally. */
  halt = 0;
  paddles: readonly [Paddle, Paddle];
  flight: Flight | null = null;
  /** Tick at which the ball meets the next plane, in RUNOFF the goal line. */
  contact = NEVER;
  /** No rule event before this tick. A key may leave it earlier than need be, never later. */
  due = NEVER;

  protected constructor(
    readonly ruleset: Ruleset,
    readonly serve0: Slot,
  ) {
    this.server = serve0;
    const centred: Paddle = { y: Math.floor(ruleset.height / 2), since: 0, key: 0, acted: 0 };
    this.paddles = [centred, centred];
    this.plan();
  }

  /** Make this state an independent copy of another of the same rules; what is shared never changes. */
  protected become(from: State): this {
    this.tick = from.tick;
    this.scores = from.scores;
    this.server = from.server;
    this.phase = from.phase;
    this.winner = from.winner;
    this.reason = from.reason;
    this.hits = from.hits;
    this.speed = from.speed;
    this.since = from.since;
    this.halt = from.halt;
    this.paddles = from.paddles;
    this.flight = from.flight;
    this.contact = from.contact;
    this.due = from.due;
    return this;
  }

  /** Centre of a paddle now, or at a later (even fractional) tick if its key stays. */
  paddleY(slot: Slot, t: number = this.tick): number {
    const rules = this.ruleset;
    const { y, since, key } = this.paddles[slot];
    return paddleAt(y, key * rules.paddle_speed * (t - since), rules.half, rules.height - rules.half);
  }

  paddleDir(slot: Slot): Held {
    return this.paddles[slot].key;
  }

  /** The ball now, or at a later (even fractional) tick of the same flight; null when it is not in play. */
  ball(t: number = this.tick): Ball | null {
    return this.flight && flightSeen(this.ruleset, this.flight, t);
  }

  /** The tick of the next rule event if no entry comes before it; null once over. */
  nextEvent(): number | null {
    if (this.phase === Phase.RALLY) return Math.min(this.contact, this.nextIdle());
    return this.phase === Phase.OVER ? null : this.due;
  }

  /** The tick at which the rally clock next finds a seat idle for too long. */
  protected nextIdle(): number {
    const { idle_warning, idle_forfeit } = this.ruleset;
    const ticks = this.paddles.map(({ acted }) => {
      const warning = acted + idle_warning;
      return warning > this.tick ? warning : acted + idle_forfeit;
    });
    return Math.min(...ticks);
  }

  /** Work out the ticks to come from the rest of the state. */
  protected plan(): void {
    const { ruleset: rules, flight } = this;
    if (flight === null) {
      this.contact = NEVER;
      this.due = this.phase === Phase.OVER ? NEVER : this.since + rules.serve_auto;
      return;
    }
    const lines = this.phase === Phase.RUNOFF ? ([0, rules.width] as const) : rules.planes;
    this.contact = reaches(flight, lines[receiver(flight)]);
    this.due = this.phase === Phase.RALLY ? Math.min(this.contact, this.nextIdle()) : this.contact;
  }

  /** 32-bit fingerprint of the whole state at the present tick; equal digests mean equal futures. */
  digest(): number {
    return fnv32(this.pack());
  }

  /** The whole state at the present tick as 22 integers, the same for every way that led to it. */
  pack(): number[] {
    const tick = this.phase === Phase.OVER ? this.since : this.tick;
    const clock = this.phase === Phase.RALLY ? tick : this.halt;
    const packed = [tick, this.phase, this.serve0, this.server, ...this.scores, this.winner ?? -1, this.reason ?? -1];
    packed.push(this.hits, this.speed, this.since);
    this.paddles.forEach(({ key, acted }, slot) => packed.push(this.paddleY(slot as Slot), key, clock - acted));
    const { ruleset, flight } = this;
    if (flight === null) return [...packed, 0, 0, 0, 0, 0];
    return [...packed, ...flightSeen(ruleset, flight, tick), flightBounces(ruleset, flight, tick)];
  }

  /** Become the state that `pack` wrote; throws BadState when no match can be in it. */
  protected restore(data: readonly number[]): this {
    const packed = checkPacked(this.ruleset, data);
    const [tick, phase, , server, s0, s1, winner, reason, hits, speed, since, ...motion] = packed;
    const [y0, key0, idle0, y1, key1, idle1, x, y, vx, vy, touched] = motion;
    this.tick = this.halt = tick;
    this.phase = phase as Phase;
    this.server = server as Slot;
    this.scores = [s0, s1];
    this.winner = winner < 0 ? null : (winner as Slot);
    this.reason = reason < 0 ? null : (reason as EndReason);
    this.hits = hits;
    this.speed = speed;
    this.since = since;
    this.paddles = [paddle(tick, y0, key0, idle0), paddle(tick, y1, key1, idle1)];
    this.flight = phase === Phase.RALLY || phase === Phase.RUNOFF ? { t: tick, x, y, vx, vy, touched } : null;
    this.plan();
    if (this.due <= tick) throw new BadState('what this state says is next has already been');
    return this;
  }
}

function paddle(tick: number, y: number, key: number, idle: number): Paddle {
  return { y, since: tick, key: key as Held, acted: tick - idle };
}
