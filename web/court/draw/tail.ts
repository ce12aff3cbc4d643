/** The ball's tail: where it was just before, in closed form, so that no frame has to remember another. */

import { type Flight, flightX, flightY } from '../engine/flight';
import type { Ruleset } from '../engine/ruleset';
import type { Spot } from '../scene';

const SPOTS = 14;
const STEP_TICKS = 1.6;

/** Past positions, newest first, at most back to the launch of this flight. */
export function tail(rules: Ruleset, flight: Flight, flown: number): readonly Spot[] {
  const spots: Spot[] = [];
  for (let back = 1; back <= SPOTS && back * STEP_TICKS <= flown; back += 1) {
    const t = flight.t + flown - back * STEP_TICKS;
    spots.push({ x: flightX(flight, t), y: flightY(rules, flight, t) });
  }
  return spots;
}
