/** The ball's tail: where it was just before, in closed form, so that no frame has to remember another. */

import { type Flight, flightX, flightY } from '../engine/flight';
import type { Ruleset } from '../engine/ruleset';
import type { Spot } from '../scene';

const SPOTS = 18;
const STEP_TICKS = 1.5;

export interface Trace {
  readonly spot: Spot;
  /** How young it is: near 1 at the ball, near 0 at the end of the tail. */
  readonly fresh: number;
}

/** Past positions, newest first, at most back to the launch of this flight. */
export function tail(rules: Ruleset, flight: Flight, flown: number): readonly Trace[] {
  const traces: Trace[] = [];
  for (let back = 1; back <= SPOTS && back * STEP_TICKS <= flown; back += 1) {
    const t = flight.t + flown - back * STEP_TICKS;
    traces.push({ spot: { x: flightX(flight, t), y: flightY(rules, flight, t) }, fresh: 1 - back / (SPOTS + 1) });
  }
  return traces;
}
