/**
 * A match: the state machine of `pong/1`, driven by entries and by nothing else (mirror of `game_engine.match`, whose
 * head tells the rules; held to it bit for bit by the golden traces in `tests/game_engine/golden`).
 *
 *     SERVE  --serve entry, or automatic-->  RALLY  --missed-->  RUNOFF  --goal line-->  SERVE or OVER
 *     any phase  --resignation, void end-->  OVER                RALLY  --idle too long-->  OVER
 *
 * Order inside a tick: idle seats, then the ball, then the automatic serve, then entries in canonical order.
 */

import { angleIndex } from './court';
import type { Event } from './events';
import { type Flight, flightBounces, flightY, launch, receiver } from './flight';
import { fdiv } from './integers';
import { EndReason, type Entry, type Held, other, ResignReason, type Slot } from './intents';
import { type Ruleset, serverAfter, wins } from './ruleset';
import { type Paddle, Phase, State } from './state';

/** The match has already been played past this tick. */
export class StaleEntry extends Error {}

const REASONS: Readonly<Record<ResignReason, EndReason>> = {
  [ResignReason.RESIGN]: EndReason.RESIGN,
  [ResignReason.DISCONNECT]: EndReason.DISCONNECT,
  [ResignReason.AFK]: EndReason.AFK,
};

/** One match in play: a state that moves. */
export class Match extends State {
  /** A fresh match at tick 0, both paddles centred and still, slot `serve0` to serve. */
  static start(ruleset: Ruleset, serve0: Slot = 0): Match {
    return new Match(ruleset, serve0);
  }

  /** The match that `pack` wrote; throws BadState when no match can be in that state. */
  static unpack(ruleset: Ruleset, data: readonly number[]): Match {
    return new Match(ruleset, data[2] === 1 ? 1 : 0).restore(data);
  }

  /** An independent match in the same state. */
  clone(): Match {
    return new Match(this.ruleset, this.serve0).become(this);
  }

  /** Play on to tick `t` as if no entry came; every rule event up to and at `t`. Throws StaleEntry if `t` is past. */
  advance(t: number): Event[] {
    if (t < this.tick) throw new StaleEntry(`tick ${t} is past, the match is at ${this.tick}`);
    const events: Event[] = [];
    while (this.due <= t) this.happen(this.due, events);
    this.tick = t;
    return events;
  }

  /**
   * Play on to the entry's tick, then let it act (from the next tick on); the events of both. A serve outside the
   * window or by the wrong seat is ignored, and so is everything after the end.
   */
  apply(entry: Entry): Event[] {
    const events = this.advance(entry.t);
    if (this.phase === Phase.OVER) return events;
    switch (entry.kind) {
      case 'key':
        this.press(entry.slot, entry.key);
        break;
      case 'serve':
        if (this.serveOpen(entry.slot)) this.strike(entry.t, entry.slot, events);
        break;
      case 'resign':
        this.finish(entry.t, other(entry.slot), REASONS[entry.reason], events);
        break;
      case 'end':
        if (entry.reason === EndReason.VOID) this.finish(entry.t, null, EndReason.VOID, events);
        break;
      default:
        entry satisfies never;
    }
    return events;
  }

  /** Whether a serve by this seat at the present tick would be taken. */
  serveOpen(slot: Slot): boolean {
    return this.phase === Phase.SERVE && slot === this.server && this.tick - this.since >= this.ruleset.serve_earliest;
  }

  // --- What the rules do by themselves ---------------------------------------------------------------

  private happen(t: number, events: Event[]): void {
    this.tick = t;
    const { flight } = this;
    if (flight === null) {
      this.serve(t, events);
    } else if (this.phase === Phase.RUNOFF) {
      this.goal(t, flight, events);
    } else {
      this.idle(t, events);
      if (t === this.contact) this.meet(t, flight, events);
      else if (this.flight !== null) this.plan();
    }
  }

  private serve(t: number, events: Event[]): void {
    const slot = this.server;
    const [y, key] = [this.paddleY(slot), this.paddleDir(slot)];
    const asleep = t - this.halt;
    const [left, right] = this.paddles;
    this.paddles = [awake(left, left.acted + asleep), awake(right, right.acted + asleep)];
    this.phase = Phase.RALLY;
    this.hits = 1;
    this.speed = this.ruleset.first_speed;
    const { vx, vy } = this.launch(t, slot, y, this.ruleset.serve_index * key);
    events.push({ kind: 'served', t, slot, y, ...this.opponent(slot), vx, vy, speed: this.speed });
  }

  /** The ball is at a plane: a hit if it is within the paddle's reach, else a miss. */
  private meet(t: number, flight: Flight, events: Event[]): void {
    const rules = this.ruleset;
    const slot = receiver(flight);
    const y = flightY(rules, flight, t);
    const off = y - this.paddleY(slot);
    const dir = this.paddleDir(slot);
    const seen = { t, slot, y, off, dir, ...this.opponent(slot), bounces: flightBounces(rules, flight, t) };
    const reach = rules.half + rules.radius;
    if (Math.abs(off) > reach) {
      this.miss(t);
      events.push({ kind: 'missed', ...seen });
      return;
    }
    this.hits += 1;
    this.speed = Math.min(this.speed + fdiv(this.speed, rules.gain), this.topSpeed());
    const index = angleIndex(off, reach, rules.angle_steps, rules.drag * dir);
    const { vx, vy } = this.launch(t, slot, y, index);
    events.push({ kind: 'hit', ...seen, vx, vy, speed: this.speed, index, hits: this.hits });
  }

  private miss(t: number): void {
    this.phase = Phase.RUNOFF;
    this.halt = t;
    this.plan();
  }

  private launch(t: number, slot: Slot, y: number, index: number): Flight {
    this.flight = launch(this.ruleset, t, slot, y, this.speed, index);
    this.plan();
    return this.flight;
  }

  /** The cap, lifted by the stall rule from hit `stall_from` on. */
  private topSpeed(): number {
    const { cap, stall_from, stall_gain, stall_cap } = this.ruleset;
    const over = Math.max(this.hits - stall_from + 1, 0);
    return Math.min(cap + fdiv(cap * over, stall_gain), stall_cap);
  }

  private goal(t: number, flight: Flight, events: Event[]): void {
    const rules = this.ruleset;
    const winner = other(receiver(flight));
    const s0 = this.scores[0] + 1 - winner;
    const s1 = this.scores[1] + winner;
    this.scores = [s0, s1];
    events.push({ kind: 'goal', t, winner, y: flightY(rules, flight, t), s0, s1, hits: this.hits });
    if (wins(rules, this.scores[winner], this.scores[other(winner)])) {
      this.finish(t, winner, EndReason.SCORE, events);
      return;
    }
    this.phase = Phase.SERVE;
    this.server = serverAfter(rules, this.serve0, s0 + s1);
    this.rest(t);
  }

  private idle(t: number, events: Event[]): void {
    const { idle_warning, idle_forfeit } = this.ruleset;
    const gone: Slot[] = [];
    for (const slot of [0, 1] as const) {
      const ticks = t - this.paddles[slot].acted;
      if (ticks === idle_warning) events.push({ kind: 'idle_warning', t, slot });
      if (ticks === idle_forfeit) gone.push(slot);
    }
    const [first] = gone;
    if (first === undefined) return;
    if (gone.length > 1) this.finish(t, null, EndReason.VOID, events);
    else this.finish(t, other(first), EndReason.AFK, events);
  }

  /** Everything stands still from here, so that the digest of an over match is one number for ever. */
  private finish(t: number, winner: Slot | null, reason: EndReason, events: Event[]): void {
    if (this.phase === Phase.RALLY) this.halt = t;
    const [left, right] = this.paddles;
    this.paddles = [
      { y: this.paddleY(0), since: t, key: 0, acted: left.acted },
      { y: this.paddleY(1), since: t, key: 0, acted: right.acted },
    ];
    this.phase = Phase.OVER;
    this.winner = winner;
    this.reason = reason;
    this.rest(t);
    events.push({ kind: 'over', t, winner: winner ?? -1, reason });
  }

  /** No ball from `t` on. */
  private rest(t: number): void {
    this.flight = null;
    this.hits = 0;
    this.speed = 0;
    this.since = t;
    this.plan();
  }

  // --- What an entry does ----------------------------------------------------------------------------

  private press(slot: Slot, key: Held): void {
    const acted = this.phase === Phase.RALLY ? this.tick : this.halt;
    this.seat(slot, { y: this.paddleY(slot), since: this.tick, key, acted });
  }

  /** A taken serve is a sign of life, like a key. */
  private strike(t: number, slot: Slot, events: Event[]): void {
    this.serve(t, events);
    this.seat(slot, awake(this.paddles[slot], t));
  }

  private seat(slot: Slot, paddle: Paddle): void {
    this.paddles = slot === 0 ? [paddle, this.paddles[1]] : [this.paddles[0], paddle];
  }

  private opponent(slot: Slot): { opp_y: number; opp_dir: Held } {
    return { opp_y: this.paddleY(other(slot)), opp_dir: this.paddleDir(other(slot)) };
  }
}

function awake(paddle: Paddle, acted: number): Paddle {
  return { ...paddle, acted };
}
