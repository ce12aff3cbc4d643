import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signedInAs } from '../dev/samples';
import { Problem } from '../data/problem';
import { session } from '../data/session';
import { proven } from './prove-dialog';

const needed = new Problem(403, 'accounts/proof_needed', 'Prove again', '');
const dialog = (): Element | null => document.querySelector('rb-prove-dialog');

/** Answers of account/prove and of the proof's factor, by address. */
function server(answers: Record<string, [number, unknown]>): void {
  vi.stubGlobal('fetch', (input: Request) => {
    const [status, body] = answers[new URL(input.url).pathname] ?? [404, {}];
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));
  });
}

async function type(name: string, value: string): Promise<void> {
  await vi.waitFor(() => expect(dialog()?.querySelector(`[name=${name}]`)).toBeTruthy());
  const input = dialog()?.querySelector<HTMLInputElement>(`[name=${name}]`);
  if (input) input.value = value;
  input?.form?.dispatchEvent(new Event('submit', { cancelable: true }));
}

beforeEach(() => void session.enter(signedInAs('token')));
afterEach(() => {
  session.drop('left');
  dialog()?.remove();
});

describe('prove it is you', () => {
  it('does not ask where no proof is wanted', async () => {
    expect(await proven(() => Promise.resolve('done'))).toBe('done');
    expect(dialog()).toBeNull();
  });

  it('asks for the password, then does the work again', async () => {
    server({ '/api/v1/account/prove': [201, signedInAs('proven')] });
    const work = vi.fn(() => Promise.resolve('done')).mockRejectedValueOnce(needed);
    const asked = proven(work);
    await type('password', 'correct horse');
    expect([await asked, work.mock.calls.length, await session.token()]).toEqual(['done', 2, 'proven']);
  });

  it('asks for the second factor too', async () => {
    const wanted = { type: 'proof', proof: 'p', factors: ['totp'], expires_in: 600 };
    server({ '/api/v1/account/prove': [202, wanted], '/api/v1/auth/proofs/totp': [201, signedInAs('twice')] });
    const asked = proven(vi.fn(() => Promise.resolve('done')).mockRejectedValueOnce(needed));
    await type('password', 'correct horse');
    await type('code', '123 456');
    expect(await asked).toBe('done');
  });

  it('does nothing when the reader backs out', async () => {
    const asked = proven(() => Promise.reject<string>(needed));
    await vi.waitFor(() => expect(dialog()?.querySelector('dialog')).toBeTruthy());
    dialog()?.querySelector('dialog')?.close();
    expect(await asked).toBeNull();
    expect(dialog()).toBeNull();
  });

  it('leaves every other problem to whoever asked', async () => {
    await expect(proven(() => Promise.reject(new Problem(409, 'accounts/last_way_in', '', '')))).rejects.toMatchObject({ status: 409 });
  });
});
