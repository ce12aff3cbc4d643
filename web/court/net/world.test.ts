import { beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../engine/intents';
import { Match } from '../engine/match';
import { ruleset } from '../engine/rulesets';
import { World } from './world';

const rules = ruleset('classic-5');
const key = (t: number, slot: 0 | 1, held: -1 | 0 | 1): Entry => ({ kind: 'key', t, slot, key: held });
const serve = (t: number, slot: 0 | 1): Entry => ({ kind: 'serve', t, slot });

/** The match that knew everything from the start. */
function allKnowing(entries: readonly Entry[], t: number): Match {
  const match = Match.start(rules);
  [...entries].sort((a, b) => a.t - b.t).forEach((entry) => match.apply(entry));
  match.advance(t);
  return match;
}

describe('the world', () => {
  let world: World;
  beforeEach(() => (world = new World(rules, Match.start(rules).pack(), [])));

  test('entries that come late and out of order lead where entries in time would have led', () => {
    const entries = [serve(300, 0), key(310, 1, -1), key(400, 1, 0), key(520, 0, 1), key(650, 0, 0)];
    [2, 0, 4, 1, 3].forEach((place, step) => {
      world.at(400 + 60 * step);
      world.add(entries[place] ?? serve(0, 0));
    });
    expect(world.at(900).pack()).toEqual(allKnowing(entries, 900).pack());
  });

  test('what is final is let go, and the future stays the same', () => {
    const entries = [serve(300, 0), key(310, 1, -1), key(700, 1, 0)];
    entries.forEach((entry) => world.add(entry));
    const future = world.at(1000).digest();
    const { events } = world.settle(650, 0);
    expect(events.map(({ kind }) => kind)).toEqual(['served', 'missed']);
    expect([world.base.tick, world.at(1000).digest()]).toEqual([650, future]);
  });

  test('an entry of our own moves when the server stamps it anew, and goes when it is not taken', () => {
    world.add(key(100, 0, 1), 7);
    world.restamp(7, 110);
    expect(world.at(120).paddleY(0)).toBe(450_000 + 10 * rules.paddle_speed);
    world.restamp(7, null);
    expect(world.at(120).paddleY(0)).toBe(450_000);
  });

  test('two own keys stamped onto one tick act in the order they were pressed in', () => {
    world.add(key(100, 0, 1), 7);
    world.add(key(110, 0, 0), 8);
    world.restamp(7, 110);
    expect(world.at(111).paddleDir(0)).toBe(0);
  });

  test('each serve is fingerprinted a tick later, once, however the settling falls', () => {
    world.add(serve(300, 0));
    const expected = { tick: 301, digest: allKnowing([serve(300, 0)], 301).digest() };
    expect(world.settle(300, 0).checks).toEqual([]);
    expect(world.settle(301, 0).checks).toEqual([expected]);
    expect(world.settle(400, 0).checks).toEqual([]);
    const automatic = new World(rules, Match.start(rules).pack(), []);
    expect(automatic.settle(720, 0).checks).toEqual([]);
    expect(automatic.settle(900, 0).checks).toEqual([{ tick: 721, digest: allKnowing([], 721).digest() }]);
  });

  test('a watched tick is fingerprinted without the entries stamped with it, as the server does', () => {
    world.add(key(300, 0, 1));
    world.watch(300);
    expect(world.settle(301, 0).checks).toEqual([{ tick: 300, digest: allKnowing([], 300).digest() }]);
  });

  test('an own entry that may still be stamped anew holds the base back until it was heard', () => {
    world.add(key(100, 0, 1), 7);
    world.settle(400, 6);
    world.restamp(7, 150);
    expect(world.base.tick).toBe(100);
    world.settle(400, 7);
    expect(world.base.pack()).toEqual(allKnowing([key(150, 0, 1)], 400).pack());
  });

  test('any time can be looked at in any order', () => {
    const entries = [serve(300, 0), key(350, 1, 1), key(380, 1, 0)];
    entries.forEach((entry) => world.add(entry));
    for (const t of [500, 470, 340, 505, 480, 341, 299]) {
      expect(world.at(t).pack()).toEqual(
        allKnowing(
          entries.filter((entry) => entry.t <= t),
          t,
        ).pack(),
      );
    }
  });
});
