import { describe, expect, test } from 'vitest';
import type { MatchCard } from '../../data/shapes';
import { EndReason } from '../engine/intents';
import type { Standing } from '../net/standing';
import { announce } from './announcer';
import { namesOf, resultText } from './names';
import { percents } from './odds-bar';
import { qualityOf } from './quality';

const seats = [
  { slot: 0, player: { name: 'Ada' }, connected: true },
  { slot: 1, player: { name: 'Bo' }, connected: true },
];
const card = (yours: number[]): MatchCard => ({ seats, your_slots: yours }) as unknown as MatchCard;
const [mine, watching] = [namesOf(card([1])), namesOf(card([]))];

const playing: Standing = {
  mode: 'casual',
  ruleset: 'classic-5',
  serve0: 0,
  role: 'play',
  slots: [1],
  status: 'live',
  connected: [true, true],
  scores: [0, 0],
  points: [],
  pause: null,
  startsAt: null,
  result: null,
};

describe('what is said aloud', () => {
  test('a point, from whose eyes it is, own score first', () => {
    const now = { ...playing, points: [{ winner: 1, scores: [2, 3], hits: 7 }] } as const;
    expect(announce(playing, now, mine)).toBe('Your point after 7 hits. 3 to 2');
    expect(announce(playing, now, watching)).toBe('Point for Bo after 7 hits. 3 to 2');
  });

  test('a lost connection, a pause, a return, and never the own one', () => {
    const gone = { ...playing, connected: [false, true] } as const;
    expect(announce(playing, gone, mine)).toBe('Ada has lost the connection. The rally plays out');
    const paused = { ...gone, pause: { missing: 0, until: 9 } } as const;
    expect(announce(gone, paused, mine)).toBe('Ada has lost the connection. The clock stands');
    expect(announce(gone, playing, mine)).toBe('Ada is back');
    expect(announce(playing, { ...playing, connected: [true, false] }, mine)).toBeNull();
  });

  test('the end in one sentence', () => {
    expect(resultText({ winner: 1, reason: EndReason.SCORE }, [3, 5], mine)).toBe('You win 5 to 3');
    expect(resultText({ winner: 0, reason: EndReason.SCORE }, [5, 3], mine)).toBe('Ada wins 5 to 3');
    expect(resultText({ winner: 0, reason: EndReason.RESIGN }, [1, 3], watching)).toBe('Ada wins: Bo resigned');
    expect(resultText({ winner: null, reason: EndReason.VOID }, [0, 0], mine)).toContain('void');
  });

  test('nothing is said of what is not news', () => {
    expect(announce(playing, { ...playing }, mine)).toBeNull();
  });
});

test('percents sum to a hundred and promise nothing before the end', () => {
  expect([0, 0.001, 0.616, 0.9999, 1].map(percents)).toEqual([
    [0, 100],
    [1, 99],
    [62, 38],
    [99, 1],
    [100, 0],
  ]);
});

test('a connection is judged by its one-way time', () => {
  expect([158, 160, 239, 240].map(qualityOf)).toEqual(['good', 'slow', 'slow', 'poor']);
});
