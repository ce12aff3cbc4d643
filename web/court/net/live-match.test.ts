import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EndReason } from '../engine/intents';
import { Match } from '../engine/match';
import { ruleset } from '../engine/rulesets';
import { FakeSocket, joined } from './fake-arena';
import { LiveMatch } from './live-match';

const rules = ruleset('classic-5');

describe('a live match', () => {
  let socket: FakeSocket;
  let match: LiveMatch;
  let idle: number[];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    idle = [];
    const office = (): Promise<{ ticket: string; socket: string }> => Promise.resolve({ ticket: 't', socket: '/ws' });
    const open = (): WebSocket => (socket = new FakeSocket()) as unknown as WebSocket;
    match = new LiveMatch({ ticket: office, open, changed: () => undefined, idle: (slot) => idle.push(slot) });
  });
  afterEach(() => {
    match.close();
    vi.useRealTimers();
  });

  async function sit(slots: readonly (0 | 1)[], tick = 0): Promise<void> {
    match.connect();
    await vi.advanceTimersByTimeAsync(0);
    socket.open();
    socket.say(joined(slots, tick));
  }

  const paddle = (slot: 0 | 1): number => match.scene(performance.now())?.paddles[slot] ?? NaN;
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

  test('an own key acts at once and is sent with the tick it was pressed at', async () => {
    await sit([0]);
    await pass(1000);
    match.press(0, 1);
    await pass(100);
    expect(socket.said('d')).toEqual([['d', 1, 240, 1, 0]]);
    expect(paddle(0)).toBeCloseTo(450_000 + 24 * rules.paddle_speed, -3);
  });

  test('a key stamped anew slides the paddle to where the server has it', async () => {
    await sit([0]);
    await pass(1000);
    match.press(0, 1);
    await pass(100);
    const before = paddle(0);
    socket.say(['a', 1, 250]);
    expect(paddle(0)).toBeCloseTo(before, -2);
    await pass(110);
    const truth = Match.start(rules);
    truth.apply({ kind: 'key', t: 250, slot: 0, key: 1 });
    expect(paddle(0)).toBeCloseTo(truth.paddleY(0, 1210 * 0.24), -3);
  });

  test('the same key twice is sent once, and other seats’ keys not at all', async () => {
    await sit([0]);
    match.press(0, 1);
    match.press(0, 1);
    match.press(1, 1);
    expect(socket.said('d')).toHaveLength(1);
  });

  test('a serve goes out only when it may: by the server, a second after the point', async () => {
    await sit([0]);
    await pass(900);
    match.serve(0);
    await pass(200);
    match.serve(1);
    match.serve(0);
    expect(socket.said('s')).toEqual([['s', 1, 264, 0]]);
    expect(match.serving(performance.now() + 10)).toBeNull();
  });

  test('pings are answered with an echo, and a serve that is final with its digest', async () => {
    await sit([0]);
    const [, cts] = socket.said('p')[0] ?? ['p', 0];
    socket.say(['o', Number(cts), 0]);
    expect(socket.said('e')).toEqual([['e', cts]]);
    socket.say(['s', 0, 300]);
    await pass(2000);
    const later = socket.said('p').at(-1)?.[1];
    socket.say(['o', Number(later), 480]);
    const truth = Match.start(rules);
    truth.apply({ kind: 'serve', t: 300, slot: 0 });
    truth.advance(301);
    expect(socket.said('h')).toEqual([['h', 301, truth.digest()]]);
  });

  test('a goal that we saw otherwise makes us ask for the server’s state', async () => {
    await sit([0]);
    socket.say(['g', 300, 1, 450_000, 0, 1, 3, 12345]);
    expect(match.standing?.scores).toEqual([0, 1]);
    const last = (): number => Number(socket.said('p').at(-1)?.[1]);
    await pass(2000);
    socket.say(['o', last(), 480]);
    expect([match.desyncs, match.link.at]).toEqual([1, 'waiting']);
  });

  test('a pause stands, a countdown runs, and keys held all the while are told again', async () => {
    await sit([0]);
    await pass(500);
    match.press(0, -1);
    socket.say(['z', 120, 1, 60_000]);
    await pass(3000);
    expect(match.clock.tick(performance.now())).toBe(120);
    expect(match.standing?.pause?.missing).toBe(1);
    socket.say(['a', 1, -1], ['c', 120, 3000]);
    expect(match.clock.countdown(performance.now())).toBeCloseTo(3000, -1);
    expect(socket.said('d').map((frame) => frame.slice(2, 4))).toEqual([
      [120, -1],
      [120, -1],
    ]);
  });

  test('who does nothing is warned in time', async () => {
    await sit([0]);
    await pass(2000);
    socket.say(['o', Number(socket.said('p').at(-1)?.[1]), 5700]);
    expect(idle).toEqual([0, 1]);
  });

  test('the end is told with winner and reason, and nothing moves any more', async () => {
    await sit([0]);
    socket.say(['q', 1, 400, 0], ['E', 400, EndReason.RESIGN, 0, '']);
    expect(match.standing?.result).toEqual({ winner: 0, reason: EndReason.RESIGN });
    match.press(0, 1);
    expect(socket.said('d')).toEqual([]);
  });

  test('a spectator sees all of it at one time and says nothing but pings', async () => {
    await sit([], 100);
    await pass(100);
    match.press(0, 1);
    expect(match.own).toBeNull();
    expect(socket.sent.map(([tag]) => tag)).toEqual(['k', 'p']);
  });
});
