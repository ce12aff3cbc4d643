/**
 * A ruleset: every number a match depends on (mirror of `game_engine.rulesets.definition`).
 *
 * Lengths are sub-units, times ticks, speeds sub-units per tick. Names are the Python fields', so that one file serves
 * both languages and its hash is the hash in every match log.
 */

import type { Slot } from './intents';
import { fdiv } from './integers';

export interface Ruleset {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly target: number;
  readonly win_by: number;
  /** SHA-256 of all other fields, as the server states it when a match is joined. */
  readonly sha: string;
  readonly subunits: number;
  readonly ticks_per_second: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly half: number;
  readonly planes: readonly [number, number];
  readonly paddle_speed: number;
  readonly first_speed: number;
  readonly gain: number;
  readonly cap: number;
  readonly stall_from: number;
  readonly stall_gain: number;
  readonly stall_cap: number;
  readonly serve_earliest: number;
  readonly serve_auto: number;
  readonly serve_index: number;
  readonly serves_each: number;
  readonly angle_steps: number;
  readonly drag: number;
  readonly idle_warning: number;
  readonly idle_forfeit: number;
  readonly scale: number;
  readonly cos: readonly number[];
  readonly sin: readonly number[];
}

/** Whether `own` points against `opponent` end the match. */
export function wins(rules: Ruleset, own: number, opponent: number): boolean {
  return own >= rules.target && own - opponent >= rules.win_by;
}

/** Who serves after `played` points: `serves_each` in turn, one each from (target - 1) all. */
export function serverAfter(rules: Ruleset, serve0: Slot, played: number): Slot {
  const level = 2 * (rules.target - 1);
  const turns = fdiv(Math.min(played, level), rules.serves_each) + Math.max(played - level, 0);
  return turns % 2 === 0 ? serve0 : serve0 === 0 ? 1 : 0;
}
