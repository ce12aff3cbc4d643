/** A flight: the ball from one launch to its next contact, in closed form (mirror of `game_engine.flight`). */

import { arrival, bounces, fold, heading } from './court';
import { fdiv } from './integers';
import type { Slot } from './intents';
import type { Ruleset } from './ruleset';

/** Launched at tick `t` from x, y with vx, vy; `touched` walls were met before. Never changes, so clones share it. */
export interface Flight {
  readonly t: number;
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly touched: number;
}

/** x, y, vx, vy of a ball at one time. */
export type Ball = readonly [x: number, y: number, vx: number, vy: number];

/** Off a paddle's plane at an angle index; never into the wall it touches. */
export function launch(rules: Ruleset, t: number, slot: Slot, y: number, speed: number, index: number): Flight {
  const step = Math.abs(index);
  const across = fdiv(speed * (rules.cos[step] ?? NaN), rules.scale);
  const along = fdiv(speed * (rules.sin[step] ?? NaN), rules.scale);
  let vy = index < 0 ? -along : along;
  if ((y === rules.radius && vy < 0) || (y === rules.height - rules.radius && vy > 0)) vy = -vy;
  return { t, x: rules.planes[slot], y, vx: slot ? -across : across, vy, touched: 0 };
}

/** The slot it flies to. */
export function receiver(flight: Flight): Slot {
  return flight.vx > 0 ? 1 : 0;
}

export function flightX(flight: Flight, t: number): number {
  return flight.x + flight.vx * (t - flight.t);
}

export function flightY(rules: Ruleset, flight: Flight, t: number): number {
  return rules.radius + fold(unfolded(rules, flight, t), span(rules));
}

export function flightSeen(rules: Ruleset, flight: Flight, t: number): Ball {
  const vy = heading(unfolded(rules, flight, t), flight.vy, span(rules));
  return [flightX(flight, t), flightY(rules, flight, t), flight.vx, vy];
}

/** Walls touched up to and at a tick. */
export function flightBounces(rules: Ruleset, flight: Flight, t: number): number {
  return flight.touched + bounces(unfolded(rules, flight, t), flight.vy, span(rules));
}

/** The first tick at or past this x. */
export function reaches(flight: Flight, x: number): number {
  return flight.t + arrival(Math.abs(x - flight.x), Math.abs(flight.vx));
}

function unfolded(rules: Ruleset, flight: Flight, t: number): number {
  return flight.y - rules.radius + flight.vy * (t - flight.t);
}

function span(rules: Ruleset): number {
  return rules.height - 2 * rules.radius;
}
