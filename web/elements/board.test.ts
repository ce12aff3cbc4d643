import type { LitElement } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { router } from '../app/router';
import { answering, board, figure, tile } from '../dev/samples';
import { arranged } from './arrangement';
import { Board } from './board';
import './session-board';

const PAGE = { path: '/', tag: 'x-page', load: () => Promise.resolve() };
const words = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();

async function shown(change: Parameters<typeof board>[0] = {}): Promise<Board> {
  const element = new Board();
  element.board = board(change);
  document.body.append(element);
  await element.updateComplete;
  await Promise.all([...element.querySelectorAll<LitElement>('rb-tile, rb-filters')].map((part) => part.updateComplete));
  return element;
}

beforeEach(() => {
  history.replaceState(null, '', '/');
  router.start([PAGE], PAGE);
});
afterEach(() => {
  router.stop();
  document.body.innerHTML = '';
});

describe('board', () => {
  it('opens with its sentence and what it rests on', async () => {
    const element = await shown();
    expect(words(element.querySelector('.rb-headline') ?? element)).toBe('Ada saves more than expected. n = 380 balls.');
  });

  it('prints interval and n under every number', async () => {
    const element = await shown();
    expect(words(element.querySelector('rb-tile') ?? element)).toContain('1.5 – 6.9 · n = 380');
  });

  it('shows no value of too few', async () => {
    const element = await shown({ tiles: [tile({ status: 'too_few', n: 4, needed: 40, value: '+99' })] });
    expect(words(element)).not.toContain('+99');
    expect(words(element)).toContain('4 of 40');
  });

  it('does not say the headline twice', async () => {
    const said = 'Ada saves more than expected.';
    const element = await shown({ tiles: [tile({ trend: said })] });
    expect(words(element).split(said)).toHaveLength(2);
  });

  it('puts a chosen filter into the address', async () => {
    const element = await shown();
    const select = element.querySelector<HTMLSelectElement>('select[name=ruleset]');
    if (!select) throw new Error('no filter');
    select.value = 'classic-11';
    select.dispatchEvent(new Event('change'));
    expect(location.search).toBe('?ruleset=classic-11');
    expect(element.querySelector('select[name=opponent] option[value=zenith]')?.textContent).toBe('Zenith');
  });

  it('says once that no match fits the filters', async () => {
    const element = await shown({ figures: [figure({ status: 'empty' }), figure({ status: 'empty' })] });
    expect(words(element)).toContain('No match fits');
    expect(element.querySelector('rb-figure')).toBeNull();
  });

  it('of a match in which nothing was played speaks of no filters', async () => {
    const element = await shown({ kind: 'session', figures: [figure({ status: 'empty' })] });
    expect(words(element)).not.toContain('filters');
    expect(element.querySelector('rb-figure')).not.toBeNull();
  });

  it('of a session has no filters', async () => {
    expect((await shown({ kind: 'session' })).querySelector('rb-filters')).toBeNull();
  });
});

describe('arrangement', () => {
  const tall = { plot: { data: [], layout: { height: 800 } } };
  const wide = (...changes: Parameters<typeof figure>[0][]): boolean[] => arranged(changes.map((change) => figure(change))).map((placed) => placed.wide);

  it('gives the first, the tall and the lonely a row of their own', () => {
    expect(wide({}, {}, {}, {}, tall, {}, {})).toEqual([true, false, false, true, true, false, false]);
    expect(wide({}, {}, {})).toEqual([true, false, false]);
    expect(wide({}, {})).toEqual([true, true]);
  });

  it('lets a tall figure without data stand beside others', () => {
    expect(wide({}, { ...tall, status: 'empty' }, {})).toEqual([true, false, false]);
  });
});

describe('session board', () => {
  it('asks again while the match is being counted, then shows the board', async () => {
    vi.useFakeTimers();
    const pending = new Response(JSON.stringify({ detail: 'Being counted.', behind: 1 }), { status: 202, headers: { 'Content-Type': 'application/json' } });
    const ready = answering({ '/api/v1/matches/m1/board': board({ kind: 'session' }) });
    let asked = 0;
    vi.stubGlobal('fetch', (input: Request) => (asked++ ? ready(input) : Promise.resolve(pending)));
    document.body.innerHTML = '<rb-session-board match-id="m1"></rb-session-board>';
    await vi.advanceTimersByTimeAsync(10);
    expect(document.querySelector('[role=status]')).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1100);
    expect(document.querySelector('.rb-headline')).not.toBeNull();
    expect(asked).toBe(2);
    vi.useRealTimers();
  });

  it('says so when there is none', async () => {
    vi.stubGlobal('fetch', answering({}));
    document.body.innerHTML = '<rb-session-board match-id="m2"></rb-session-board>';
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('There is nothing here'));
  });
});
