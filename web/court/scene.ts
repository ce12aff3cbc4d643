/**
 * A scene: what one picture of the court shows, as plain numbers in the rules' sub-units.
 *
 * It stands between play and drawing: netcode, previews and replays make scenes, the painter knows nothing else.
 */

import type { Flight } from './engine/flight';
import type { Slot } from './engine/intents';
import type { Ruleset } from './engine/ruleset';

export interface Scene {
  readonly rules: Ruleset;
  /** Centre y of both paddles. */
  readonly paddles: readonly [number, number];
  readonly ball: Spot | null;
  /** The flight the ball is on and how many ticks into it, for its tail and the glow of the paddle that struck it. */
  readonly flight: Flight | null;
  readonly flown: number;
  /** Who holds the ball before a serve, and how much of the wait for the automatic serve is over, 0 to 1. */
  readonly server: Slot | null;
  readonly waited: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Whatever can say what the court looks like at a time of `performance.now()`; null while there is nothing to show. */
export interface Stage {
  scene(now: number): Scene | null;
}
