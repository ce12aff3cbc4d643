/**
 * What one player should see: the own paddle and the own half now, the far side as late as its news arrives.
 *
 * The delay grows linearly from nothing at the own plane to all of it at the far one (a "local perception filter"), so
 * the other's contacts are shown once their true outcome is known, while the ball at the own paddle is where it is.
 * Because motion is closed form this is one linear equation a frame: the ball is drawn at the time `tau` with
 * tau = now - delay(x(tau)).
 */

import { type Flight, flightX, flightY } from '../engine/flight';
import { other, type Slot } from '../engine/intents';
import type { Match } from '../engine/match';
import type { Ruleset } from '../engine/ruleset';
import { Phase } from '../engine/state';
import type { Scene, Spot } from '../scene';

/** The match at a tick; what it returns may change with the next call. */
export type Past = (tick: number) => Match;

export interface Viewer {
  /** Whose eyes these are; null: nobody's, everything is shown at the same time. */
  readonly own: Slot | null;
  readonly now: number;
  /** Ticks by which the far plane is shown late. */
  readonly delay: number;
}

const ROUNDS = 4;

export function perceive(past: Past, viewer: Viewer): Scene {
  const far = viewer.own === null ? viewer.now : viewer.now - viewer.delay;
  const paddles = ([0, 1] as const).map((slot) => {
    const t = slot === viewer.own ? viewer.now : far;
    return past(t).paddleY(slot, t);
  });
  const tau = ballTime(past, viewer, far);
  return sceneOf(past(tau), tau, [paddles[0] ?? 0, paddles[1] ?? 0]);
}

/** The time at which the ball is drawn. */
function ballTime(past: Past, viewer: Viewer, far: number): number {
  const { own, now } = viewer;
  if (own === null) return now;
  let tau = far;
  let earliest = now;
  for (let round = 0; round < ROUNDS; round += 1) {
    const match = past(tau);
    const { flight, server, ruleset } = match;
    const next = flight ? meeting(ruleset, flight, own, viewer) : server === own ? now : far;
    if (sameFlight(flight, past(next).flight)) return next;
    earliest = Math.min(earliest, next);
    tau = next;
  }
  return earliest;
}

/** Solves tau = now - delay * (way of x(tau) from the own plane to the far one, 0 to 1) on one flight. */
function meeting(rules: Ruleset, flight: Flight, own: Slot, { now, delay }: Viewer): number {
  const from = rules.planes[own];
  const way = rules.planes[other(own)] - from;
  const share = (flightX(flight, 0) - from) / way;
  const tau = (now - delay * share) / (1 + (delay * flight.vx) / way);
  return Math.max(now - delay, Math.min(now, tau));
}

function sameFlight(a: Flight | null, b: Flight | null): boolean {
  return a === b || (a !== null && b !== null && a.t === b.t && a.vx === b.vx && a.vy === b.vy && a.y === b.y);
}

/** The picture of one match at one time, fractions of a tick included. */
export function sceneOf(match: Match, t: number, paddles: readonly [number, number]): Scene {
  const { ruleset: rules, flight, phase, server, since } = match;
  const waiting = phase === Phase.SERVE;
  const held: Spot = { x: rules.planes[server], y: paddles[server] };
  return {
    rules,
    paddles,
    ball: flight ? { x: flightX(flight, t), y: flightY(rules, flight, t) } : waiting ? held : null,
    flight,
    flown: flight ? t - flight.t : 0,
    server: waiting ? server : null,
    waited: waiting ? Math.min(1, (t - since) / rules.serve_auto) : 0,
  };
}
