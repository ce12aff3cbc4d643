import { describe, expect, test } from 'vitest';
import { EndReason } from './intents';
import { Match, StaleEntry } from './match';
import { BadState } from './packed';
import { DEFAULT_RULESET, ruleset } from './rulesets';
import { serverAfter } from './ruleset';
import { Phase } from './state';

const rules = ruleset(DEFAULT_RULESET);

describe('a match', () => {
  test('an entry in the past is refused and changes nothing', () => {
    const match = Match.start(rules);
    match.advance(100);
    expect(() => match.apply({ kind: 'key', t: 99, slot: 0, key: 1 })).toThrow(StaleEntry);
    expect(match.tick).toBe(100);
  });

  test('a serve counts from one second after the point, and only from the server', () => {
    const match = Match.start(rules, 1);
    expect(match.apply({ kind: 'serve', t: 239, slot: 1 })).toEqual([]);
    expect(match.apply({ kind: 'serve', t: 240, slot: 0 })).toEqual([]);
    expect(match.apply({ kind: 'serve', t: 240, slot: 1 }).map(({ kind }) => kind)).toEqual(['served']);
  });

  test('a void end stands still for ever, with one digest', () => {
    const match = Match.start(rules);
    match.apply({ kind: 'end', t: 50, reason: EndReason.VOID });
    const digest = match.digest();
    match.apply({ kind: 'key', t: 60, slot: 0, key: 1 });
    match.advance(5000);
    expect([match.phase, match.winner, match.digest()]).toEqual([Phase.OVER, null, digest]);
    expect(match.nextEvent()).toBeNull();
  });

  test('nobody plays: the ball is served by itself, missed by nobody who stands in its way, then both are warned', () => {
    const match = Match.start(rules);
    const kinds = match.advance(12_000).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['served', 'hit', 'hit']);
    expect(kinds.filter((kind) => kind === 'idle_warning')).toHaveLength(2);
    expect([match.phase, match.reason, match.winner]).toEqual([Phase.OVER, EndReason.VOID, null]);
  });

  test('two serves each, then one each from ten all', () => {
    const servers = [0, 1, 2, 3, 4, 19, 20, 21, 22].map((played) => serverAfter(rules, 0, played));
    expect(servers).toEqual([0, 0, 1, 1, 0, 1, 0, 1, 0]);
  });

  test.each([
    ['one number short', (packed: number[]) => packed.slice(1)],
    ['a third seat', (packed: number[]) => packed.with(3, 2)],
    ['half a sub-unit', (packed: number[]) => packed.with(11, 450_000.5)],
    ['a ball that stands', (packed: number[]) => packed.with(1, 1).with(17, 5).with(18, 20_000)],
  ])('a packed state with %s is refused', (_, spoil) => {
    expect(() => Match.unpack(rules, spoil(Match.start(rules).pack()))).toThrow(BadState);
  });
});
