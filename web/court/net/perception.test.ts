import { describe, expect, test } from 'vitest';
import { Match } from '../engine/match';
import { ruleset } from '../engine/rulesets';
import { perceive } from './perception';

const rules = ruleset('classic-5');

/** A served ball and both paddles still. */
function past(t: number): Match {
  const match = Match.start(rules);
  match.apply({ kind: 'serve', t: 300, slot: 0 });
  match.advance(Math.max(300, Math.floor(t)));
  return match;
}

describe('local perception', () => {
  test('without a viewer everything is shown at the same time', () => {
    const { ball } = perceive(past, { own: null, now: 400.5, delay: 40 });
    expect(ball?.x).toBe(160_000 + 100.5 * rules.first_speed);
  });

  test('at the own paddle the ball is where it is, at the far one it is shown late', () => {
    const mine = perceive(past, { own: 0, now: 310, delay: 40 });
    expect((mine.ball?.x ?? 0) / 1000).toBeCloseTo(160 + 37.5, -1);
    const theirs = perceive(past, { own: 1, now: 340, delay: 40 });
    expect(theirs.ball?.x).toBeCloseTo(160_000, -4);
  });

  test('the ball never jumps: from frame to frame it moves as far as a ball can, both ways', () => {
    for (const own of [0, 1] as const) {
      let last = perceive(past, { own, now: 350, delay: 48 }).ball;
      for (let now = 351; now < 1400; now += 1) {
        const { ball } = perceive(past, { own, now, delay: 48 });
        const step = Math.abs((ball?.x ?? 0) - (last?.x ?? 0));
        expect(step, `own ${own} at ${now}`).toBeLessThan(2 * 4300);
        last = ball;
      }
    }
  });

  test('the far paddle is shown as late as its news, the own one now', () => {
    const moving = (t: number): Match => {
      const match = Match.start(rules);
      match.apply({ kind: 'key', t: 100, slot: 0, key: 1 });
      match.apply({ kind: 'key', t: 100, slot: 1, key: 1 });
      match.advance(Math.max(100, Math.floor(t)));
      return match;
    };
    const { paddles } = perceive(moving, { own: 1, now: 160, delay: 40 });
    expect(paddles).toEqual([450_000 + 20 * rules.paddle_speed, 450_000 + 60 * rules.paddle_speed]);
  });

  test('before the serve the ball lies on the paddle of who serves, with the wait for it', () => {
    const { ball, server, waited } = perceive(
      (t) => {
        const match = Match.start(rules, 1);
        match.advance(Math.floor(t));
        return match;
      },
      { own: 1, now: 360, delay: 30 },
    );
    expect([ball, server, waited]).toEqual([{ x: 1_440_000, y: 450_000 }, 1, 0.5]);
  });
});
