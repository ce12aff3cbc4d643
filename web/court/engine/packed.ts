/**
 * The packed form of a state: 22 integers, each in its range (mirror of `game_engine.state`'s `pack` and its check).
 *
 * tick (once over: of the end), phase, first server, server, scores (2), winner (-1 none), reason (-1 none), hits,
 * speed, tick of the last point, per paddle y, key and idle ticks (2 x 3), ball x, y, vx, vy and bounces (0 without a
 * ball).
 */

import type { Ruleset } from './ruleset';

/** A packed state has the wrong length or a value outside its range: we and the server disagree on the rules. */
export class BadState extends Error {}

type N = number;
export type Packed = readonly [N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N];
type Range = readonly [low: number, high: number];

/** The same numbers as a tuple; throws BadState when no match can be in that state. */
export function checkPacked(rules: Ruleset, data: readonly number[]): Packed {
  const flying = data[1] === 1 || data[1] === 2;
  const limits = ranges(rules, flying);
  if (data.length !== limits.length)
    throw new BadState(`a packed state has ${limits.length} numbers, not ${data.length}`);
  limits.forEach(([low, high], place) => {
    const value = data[place];
    if (value === undefined || !Number.isInteger(value) || value < low || value > high) {
      throw new BadState(`number ${place} of the packed state is ${value}, outside ${low} to ${high}`);
    }
  });
  if (flying && data[19] === 0) throw new BadState('a ball in play flies to one side');
  return data as unknown as Packed;
}

function ranges(rules: Ruleset, flying: boolean): readonly Range[] {
  const long: Range = [0, 2 ** 32];
  const bit: Range = [0, 1];
  const swift: Range = [-rules.stall_cap, rules.stall_cap];
  const head: Range[] = [long, [0, 3], bit, bit, long, long, [-1, 1], [-1, 4], long, [0, rules.stall_cap], long];
  const paddle: Range[] = [
    [rules.half, rules.height - rules.half],
    [-1, 1],
    [0, rules.idle_forfeit],
  ];
  const ball: Range[] = [[0, rules.width], [rules.radius, rules.height - rules.radius], swift, swift, long];
  return [...head, ...paddle, ...paddle, ...ball.map((range): Range => (flying ? range : [0, 0]))];
}
