import { describe, expect, test } from 'vitest';
import { ruleset } from './engine/rulesets';
import { Odds } from './odds';

const rules = ruleset('classic-11');

describe('the odds', () => {
  test('a fresh match is nearly even, and mirrored seats give mirrored odds', () => {
    const [first, second] = [new Odds(rules, 0), new Odds(rules, 1)];
    expect(first.left(0, 0)).toBeCloseTo(0.5, 1);
    expect(first.left(7, 3)).toBeCloseTo(1 - second.left(3, 7), 12);
  });

  test('a won match is certain, an even one at deuce is even, at any height', () => {
    const odds = new Odds(rules, 0);
    expect([odds.left(11, 5), odds.left(9, 11), odds.left(14, 12)]).toEqual([1, 0, 1]);
    expect(odds.left(10, 10)).toBe(0.5);
    expect(odds.left(25, 25)).toBe(0.5);
  });

  test('each point is worth what its server’s chance says', () => {
    const odds = new Odds(rules, 0);
    expect(odds.left(4, 4)).toBeCloseTo(0.53 * odds.left(5, 4) + 0.47 * odds.left(4, 5), 12);
    expect(odds.left(10, 9)).toBeGreaterThan(0.7);
  });
});
