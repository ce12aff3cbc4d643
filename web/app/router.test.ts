import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Place, Router, type Route } from './router';

const route = (path: string): Route => ({ path, tag: `x-${path.replace(/\W+/g, '-')}`, load: () => Promise.resolve() });
const ROUTES = [route('/'), route('/players'), route('/players/:slug')];
const LOST = route('/lost');

let router: Router;
let seen: Place[];
/** Keeps the browser of the tests from really following a link; it hears a click after the router does. */
let stay = new AbortController();
const where = (): string[] => seen.map((place) => place.path + (place.query.size ? `?${place.query.toString()}` : ''));
const moved = (): Promise<unknown> => new Promise((resolve) => { addEventListener('popstate', resolve, { once: true }); });

beforeEach(() => {
  history.replaceState(null, '', '/');
  router = new Router();
  seen = [];
  router.watch((place) => seen.push(place));
  router.start(ROUTES, LOST);
});

afterEach(() => {
  router.stop();
  stay.abort();
  document.body.innerHTML = '';
});

const click = (html: string, init: MouseEventInit = {}): MouseEvent => {
  document.body.innerHTML = html;
  const pressed = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
  document.querySelector('a')?.dispatchEvent(pressed);
  return pressed;
};

describe('router', () => {
  it('shows the place one opens, and the lost page for an address nobody has', () => {
    expect(seen[0]?.route.path).toBe('/');
    router.go('/nobody/here');
    expect(seen.at(-1)?.route).toBe(LOST);
  });

  it('goes back and forward through every view, each under its own key', async () => {
    router.go('/players');
    router.go('/players/ada?ruleset=classic-5');
    const keys = seen.map(({ key }) => key);
    for (const step of [-1, -1, 1, 1]) {
      const arrived = moved();
      history.go(step);
      await arrived;
    }
    expect(where().slice(3)).toEqual(['/players', '/', '/players', '/players/ada?ruleset=classic-5']);
    expect(seen.slice(3).map(({ key }) => key)).toEqual([keys[1], keys[0], keys[1], keys[2]]);
    expect(seen.slice(3).every(({ arrival }) => arrival === 'history')).toBe(true);
  });

  it('makes an entry of every filter, so that Back undoes it', async () => {
    router.go('/players/ada');
    router.refine({ ruleset: 'classic-5', from: '' });
    expect(location.search).toBe('?ruleset=classic-5');
    expect(seen.at(-1)?.arrival).toBe('refine');
    const arrived = moved();
    history.back();
    await arrived;
    expect(location.search).toBe('');
  });

  it('corrects an address without an entry', () => {
    const before = history.length;
    router.replace('/players?search=a');
    expect(history.length).toBe(before);
    expect(seen.at(-1)?.arrival).toBe('replace');
  });

  it('adds no entry for the place one is at', () => {
    router.go('/players');
    const before = history.length;
    router.go('/players');
    expect(history.length).toBe(before);
  });

  it('follows plain clicks on links of the site', () => {
    expect(click('<a href="/players">go</a>').defaultPrevented).toBe(true);
    expect(seen.at(-1)?.path).toBe('/players');
  });

  it('leaves other clicks to the browser', () => {
    const seenBefore = seen.length;
    const { signal } = (stay = new AbortController());
    document.addEventListener('click', (pressed) => pressed.preventDefault(), { signal });
    for (const link of ['<a href="https://example.org/">x</a>', '<a href="/docs/">x</a>', '<a href="/api/v1/me">x</a>',
      '<a href="/x.csv" download>x</a>', '<a href="/players" target="_blank">x</a>']) {
      click(link);
    }
    click('<a href="/players">x</a>', { ctrlKey: true });
    click('<a href="/players">x</a>', { button: 1 });
    expect(seen.length).toBe(seenBefore);
  });

  it('stops telling a listener that has left', () => {
    const listener = vi.fn();
    router.watch(listener)();
    router.go('/players');
    expect(listener).not.toHaveBeenCalled();
  });
});
