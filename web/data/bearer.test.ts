import { afterEach, describe, expect, it, vi } from 'vitest';
import { signedInAs } from '../dev/samples';
import { send } from './bearer';
import { session } from './session';

const request = (): Request => new Request('http://localhost:8000/api/v1/me', { method: 'POST', body: '{"a":1}' });

/** Answers each call in turn and notes the token that came with it; the refresh gives `fresh`. */
function server(...replies: [status: number, code?: string][]): string[] {
  const seen: string[] = [];
  vi.stubGlobal('fetch', (input: Request | string) => {
    if (typeof input === 'string') return Promise.resolve(new Response(JSON.stringify(signedInAs('fresh'))));
    seen.push(input.headers.get('Authorization') ?? '');
    const [status, code] = replies[seen.length - 1] ?? [200];
    return Promise.resolve(new Response(JSON.stringify({ code }), { status }));
  });
  return seen;
}

afterEach(() => session.drop('left'));

describe('bearer', () => {
  it('sends a guest without a token', async () => {
    const seen = server([200]);
    await send(request());
    expect(seen).toEqual(['']);
  });

  it('renews a token that was over, and sends the request once more', async () => {
    const seen = server([401, 'accounts/not_signed_in'], [200]);
    session.enter(signedInAs('old'));
    expect((await send(request())).status).toBe(200);
    expect(seen).toEqual(['Bearer old', 'Bearer fresh']);
  });

  it('takes a wrong password for what it is', async () => {
    const seen = server([401, 'accounts/wrong_credentials']);
    session.enter(signedInAs('good'));
    expect((await send(request())).status).toBe(401);
    expect(seen).toEqual(['Bearer good']);
  });
});
