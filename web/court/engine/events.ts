/**
 * Events: what the rules made of the entries (mirror of `game_engine.events`).
 *
 * Lengths are sub-units (y grows downwards), speeds sub-units per tick. `y` is the ball's, `off` is the ball's y minus
 * the paddle's centre, `dir` the key the paddle holds, `opp_y` and `opp_dir` the other paddle's centre and key,
 * `bounces` the walls touched since the last contact. Names are the log's, so traces compare field by field.
 */

import type { EndReason, Held, Slot } from './intents';

/** The ball left the server's paddle; this is hit 1 of the rally. */
export interface Served {
  readonly kind: 'served';
  readonly t: number;
  readonly slot: Slot;
  readonly y: number;
  readonly opp_y: number;
  readonly opp_dir: Held;
  readonly vx: number;
  readonly vy: number;
  readonly speed: number;
}

/** A paddle returned the ball. `vx`, `vy`, `speed` are after the contact, `index` the angle in 3.75 degrees. */
export interface Hit {
  readonly kind: 'hit';
  readonly t: number;
  readonly slot: Slot;
  readonly y: number;
  readonly off: number;
  readonly dir: Held;
  readonly opp_y: number;
  readonly opp_dir: Held;
  readonly bounces: number;
  readonly vx: number;
  readonly vy: number;
  readonly speed: number;
  readonly index: number;
  readonly hits: number;
}

/** The ball passed a paddle's plane out of its reach and runs on to the goal line. */
export interface Missed {
  readonly kind: 'missed';
  readonly t: number;
  readonly slot: Slot;
  readonly y: number;
  readonly off: number;
  readonly dir: Held;
  readonly opp_y: number;
  readonly opp_dir: Held;
  readonly bounces: number;
}

/** The ball crossed the goal line: `winner` scored, `s0` to `s1` now, after a rally of `hits`. */
export interface Goal {
  readonly kind: 'goal';
  readonly t: number;
  readonly winner: Slot;
  readonly y: number;
  readonly s0: number;
  readonly s1: number;
  readonly hits: number;
}

/** The match is over. `winner` is -1 when nobody won it. */
export interface Over {
  readonly kind: 'over';
  readonly t: number;
  readonly winner: Slot | -1;
  readonly reason: EndReason;
}

/** A seat has held no new key for half the rally time after which it forfeits. */
export interface IdleWarning {
  readonly kind: 'idle_warning';
  readonly t: number;
  readonly slot: Slot;
}

export type Event = Served | Hit | Missed | Goal | Over | IdleWarning;
