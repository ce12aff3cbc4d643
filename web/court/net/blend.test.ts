import { expect, test } from 'vitest';
import { Match } from '../engine/match';
import { ruleset } from '../engine/rulesets';
import { Blend, BLEND_MS } from './blend';
import { sceneOf } from './perception';
import type { Scene } from '../scene';

const still = sceneOf(Match.start(ruleset('classic-5')), 0, [450_000, 450_000]);
const at = (y: number, ballX: number): Scene => ({ ...still, paddles: [y, 450_000], ball: { x: ballX, y: 450_000 } });

test('a correction starts where the picture was and ends where the truth is, 100 ms later', () => {
  const blend = new Blend();
  blend.correct(at(400_000, 200_000), at(450_000, 230_000), 1000);
  expect(blend.soften(at(450_000, 230_000), 1000)).toEqual(at(400_000, 200_000));
  const half = blend.soften(at(450_000, 230_000), 1000 + BLEND_MS / 2);
  expect(half.paddles[0]).toBeCloseTo(425_000);
  expect(blend.soften(at(450_000, 230_000), 1000 + BLEND_MS)).toEqual(at(450_000, 230_000));
});

test('a ball that is somewhere else altogether is put there at once', () => {
  const blend = new Blend();
  blend.correct(at(450_000, 1_500_000), at(450_000, 200_000), 0);
  expect(blend.soften(at(450_000, 200_000), 1).ball).toEqual({ x: 200_000, y: 450_000 });
});
