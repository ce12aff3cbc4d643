import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { router } from '../app/router';
import '../app/shell';
import { answering, board, figure, match, player } from '../dev/samples';
import { forgetAll } from '../data/memory';

const ANSWERS = {
  '/api/v1/me': { player: null },
  '/api/v1/freshness': { offset: 1, behind: 0, loaded_at: null, matches: 1, rejects: 0, state: 'fresh' },
  '/api/v1/players/ada': player({ name: '<img src=x onerror=alert(1)>' }),
  '/api/v1/players/ada/board': board(),
  '/api/v1/matches': { items: [match()], total: 1, limit: 5, offset: 0 },
};
const ROUTES = [{ path: '/players/:slug', tag: 'rb-player-page', load: () => import('./player-page') }];
const ABOUT = { path: '/about', tag: 'rb-about-page', load: () => import('./about-page') };
let asked: string[];
const find = (selector: string): Element | null => document.querySelector(selector);
const go = async (address: string, wanted: string): Promise<void> => {
  router.go(address);
  await vi.waitFor(() => expect(find(wanted)).not.toBeNull());
};

beforeEach(() => {
  forgetAll();
  asked = [];
  vi.stubGlobal('fetch', answering(ANSWERS, asked));
  history.replaceState(null, '', '/about');
  document.body.innerHTML = '<rb-app></rb-app>';
  router.start(ROUTES, ABOUT);
});
afterEach(() => {
  router.stop();
  document.body.innerHTML = '';
});

describe('player page', () => {
  it('shows the plate, the board and the latest matches; a name is text, whatever it is', async () => {
    await go('/players/ada', 'rb-player-page rb-board');
    expect(find('main h1')?.textContent).toBe('<img src=x onerror=alert(1)>');
    expect(find('main h1 img')).toBeNull();
    await vi.waitFor(() => expect(find('.rb-match-row')?.textContent).toContain('Zenith'));
  });

  it('asks for what the address says, and Back asks for what it said before', async () => {
    await go('/players/ada', 'rb-player-page rb-board');
    router.refine({ ruleset: 'classic-11', from: '2026-01-05' });
    await vi.waitFor(() => expect(asked).toContain('/api/v1/players/ada/board?ruleset=classic-11&from=2026-01-05'));
    const page = find('rb-player-page');
    const before = asked.length;
    history.back();
    await vi.waitFor(() => expect(asked.slice(before)).toContain('/api/v1/players/ada/board'));
    expect(find('rb-player-page')).toBe(page);
  });

  it('tells a stranger from a player', async () => {
    await go('/players/nobody', 'rb-player-page .rb-state');
    expect(find('rb-player-page')?.textContent).toContain('Nobody plays under this name');
  });

  it('has a page for a player without a match', async () => {
    vi.stubGlobal('fetch', answering({ ...ANSWERS, '/api/v1/players/ada/board': board({ figures: [figure({ status: 'empty' })] }) }));
    await go('/players/ada', 'rb-player-page .rb-state');
    expect(find('rb-player-page')?.textContent).toContain('A board with nothing on it');
  });
});
