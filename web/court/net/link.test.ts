import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CLOSE, type ServerOut } from '../../data/wire';
import { backoff } from './backoff';
import { FakeSocket, joined } from './fake-arena';
import { Link, type LinkState, Refused } from './link';

describe('the link', () => {
  const sockets: FakeSocket[] = [];
  const states: string[] = [];
  const heard: ServerOut[] = [];
  let tickets = 0;
  let office = (): Promise<{ ticket: string; socket: string }> => {
    tickets += 1;
    return Promise.resolve({ ticket: `t${tickets}`, socket: '/ws/matches/m' });
  };
  const say = (state: LinkState): number => states.push(state.at === 'closed' ? state.why : state.at);
  let link: Link;

  const newest = (): FakeSocket => sockets.at(-1) ?? new FakeSocket();
  const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

  async function join(): Promise<FakeSocket> {
    link.connect();
    await settle();
    newest().open();
    newest().say(joined([0]));
    return newest();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(1);
    [sockets, states, heard].forEach((list) => (list.length = 0));
    tickets = 0;
    const open = (): WebSocket => {
      sockets.push(new FakeSocket());
      return newest() as unknown as WebSocket;
    };
    link = new Link({
      ticket: () => office(),
      lastN: () => 41,
      heard: (frame) => heard.push(frame),
      changed: say,
      open,
    });
  });
  afterEach(() => {
    link.close();
    vi.useRealTimers();
  });

  test('shows a ticket, its version and the last number in the first frame, and is open with the first state', async () => {
    const socket = await join();
    expect(socket.sent).toEqual([['k', 't1', 1, 41]]);
    expect(states).toEqual(['connecting', 'open']);
    expect(heard).toHaveLength(1);
  });

  test('comes back after a break, with a fresh ticket, later each time', async () => {
    (await join()).drop(1006);
    expect(states.at(-1)).toBe('waiting');
    await vi.advanceTimersByTimeAsync(399);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2);
    newest().drop(1006);
    await vi.advanceTimersByTimeAsync(799);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2);
    newest().open();
    newest().say(joined([0]));
    expect([sockets.length, newest().sent[0]?.[1], states.at(-1)]).toEqual([3, 't3', 'open']);
  });

  test.each([
    [CLOSE.over, 'over'],
    [CLOSE.replaced, 'replaced'],
    [CLOSE.forbidden, 'refused'],
    [CLOSE.unexpected, 'refused'],
  ])('after close %i there is no coming back by itself: %s', async (code, why) => {
    (await join()).drop(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([states.at(-1), sockets.length]).toEqual([why, 1]);
  });

  test('a tab that was replaced takes the seat back when asked to', async () => {
    (await join()).drop(CLOSE.replaced);
    await join();
    expect(states).toEqual(['connecting', 'open', 'replaced', 'connecting', 'open']);
  });

  test('a silent connection is a dead one', async () => {
    await join();
    await vi.advanceTimersByTimeAsync(5_900);
    expect(states.at(-1)).toBe('open');
    await vi.advanceTimersByTimeAsync(200);
    expect(states.at(-1)).toBe('waiting');
  });

  test('nothing is sent, and nothing kept for later, while it is not open', async () => {
    expect(link.send(['p', 1])).toBe(false);
    const socket = await join();
    expect(link.send(['p', 2])).toBe(true);
    socket.drop(1006);
    expect(link.send(['p', 3])).toBe(false);
    expect(socket.said('p')).toEqual([['p', 2]]);
  });

  test('an office that refuses is not asked again, one that cannot be reached is', async () => {
    const open = office;
    office = () => Promise.reject(new Error('offline'));
    link.connect();
    await settle();
    expect(states.at(-1)).toBe('waiting');
    office = () => Promise.reject(new Refused());
    await vi.advanceTimersByTimeAsync(500);
    expect(states.at(-1)).toBe('refused');
    office = open;
  });

  test('a closed page leaves for good', async () => {
    const socket = await join();
    link.close();
    socket.drop(1006);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([states.at(-1), sockets.length]).toEqual(['left', 1]);
  });
});

test('waits grow up to eight seconds and are spread over all of it', () => {
  expect([0, 1, 2, 9].map((tries) => backoff(tries, () => 1))).toEqual([400, 800, 1600, 8000]);
  expect(backoff(3, () => 0)).toBe(0);
});
