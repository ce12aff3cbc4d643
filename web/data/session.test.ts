import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signedInAs } from '../dev/samples';
import { SessionStore } from './session';

const REFRESH = '/api/v1/auth/refresh';
let asked: string[];

/** A server whose every refresh is the next token; `status` makes it refuse. */
function server(status = 200, token = 0): void {
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    asked.push(`${init.method ?? ''} ${input} ${new Headers(init.headers).get('X-Rallyboard') ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return new Response(JSON.stringify(signedInAs(`token-${++token}`)), { status });
  });
}

/** As another tab has it: told of by the browser, never by us. */
const tab = (): SessionStore => new SessionStore();

beforeEach(() => {
  asked = [];
  localStorage.clear();
  server();
});
afterEach(() => vi.useRealTimers());

describe('session', () => {
  it('asks nothing for a guest', async () => {
    const session = tab();
    await session.load();
    expect([session.account, await session.token(), asked]).toEqual([null, null, []]);
  });

  it('comes back once, with one refresh for all who wait for it', async () => {
    localStorage.setItem('rb-session', '1');
    const session = tab();
    const tokens = await Promise.all([session.token(), session.token(), session.token()]);
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(asked).toEqual([`POST ${REFRESH} 1`]);
    session.drop('left');
  });

  it('keeps the token out of every storage', () => {
    const session = tab();
    session.enter(signedInAs('secret-token'));
    expect(JSON.stringify([localStorage, sessionStorage].map((store) => Object.entries(store)))).not.toContain('secret-token');
    expect(document.cookie).toBe('');
    session.drop('left');
  });

  it('renews a token before it is over, and not once for each caller', async () => {
    const session = tab();
    session.enter(signedInAs('short', 5));
    expect(await Promise.all([session.token(), session.token()])).toEqual(['token-1', 'token-1']);
    expect(asked).toHaveLength(1);
    session.drop('left');
  });

  it('does not ask for a token that was renewed meanwhile', async () => {
    const session = tab();
    session.enter(signedInAs('new'));
    expect(await session.renew('old')).toBe(true);
    expect([await session.token(), asked]).toEqual(['new', []]);
    session.drop('left');
  });

  it('is over when the server says so, and says why', async () => {
    server(401);
    const session = tab();
    session.enter(signedInAs('stale'));
    const heard = vi.fn();
    session.watch(heard);
    expect(await session.renew()).toBe(false);
    expect(heard).toHaveBeenCalledWith('ended');
    expect([session.account, localStorage.getItem('rb-session')]).toEqual([null, null]);
  });

  it('outlives a server that is away for a while', async () => {
    server(503);
    const session = tab();
    session.enter(signedInAs('kept'));
    expect(await session.renew()).toBe(false);
    expect(session.account).toMatchObject({ email: 'ada@example.org' });
    session.drop('left');
  });

  it('is one over all tabs: what one learns or loses, the others learn and lose', async () => {
    const [here, there] = [tab(), tab()];
    here.enter(signedInAs('shared'));
    await vi.waitFor(() => expect(there.account).toBeTruthy());
    expect(await there.token()).toBe('shared');
    there.drop('left');
    await vi.waitFor(() => expect(here.account).toBeNull());
    expect(asked).toEqual([]);
  });
});
