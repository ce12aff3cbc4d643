import { expect, test } from 'vitest';
import { ruleset } from '../engine/rulesets';
import { Exhibition } from './exhibition';

/** A seeded stand-in for chance. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('the drivers rally, score and begin again, frame by frame, without ever stopping', () => {
  const show = new Exhibition(ruleset('classic-5'), seeded(7));
  let [balls, points, begun] = [0, 0, 0];
  let before = 0;
  for (let now = 0; now < 240_000; now += 16) {
    const scene = show.scene(now);
    const total = show.scores[0] + show.scores[1];
    if (scene.flight) balls += 1;
    if (total > before) points += 1;
    if (total < before) begun += 1;
    before = total;
  }
  expect(balls).toBeGreaterThan(5_000);
  expect(points).toBeGreaterThan(5);
  expect(begun).toBeGreaterThan(0);
});

test('after a sleep it goes on from where it was', () => {
  const show = new Exhibition(ruleset('classic-5'), seeded(3));
  show.scene(0);
  show.scene(100);
  const scores = show.scores;
  show.scene(600_000);
  expect(show.scores).toEqual(scores);
});
