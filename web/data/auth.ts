// Ways in: signing up, signing in, the second factor, and a forgotten password.
import { answer, client, done } from './client';
import { kept } from './memory';
import type { Account, Factor, ProofWanted, Provider, ShownPasskey, SignedIn } from './shapes';
import { session } from './session';

export type PublicKey = Record<string, unknown>;

/** In at once, or a second factor is wanted first. */
const stepped = (step: SignedIn | ProofWanted): ProofWanted | null => {
  if (step.type === 'proof') return step;
  session.enter(step);
  return null;
};

export async function register(email: string, name: string, password: string): Promise<void> {
  await done(client.POST('/api/v1/auth/register', { body: { email, name, password } }));
}

/** The account exists from here on. A name somebody else took meanwhile needs another `name`. */
export async function verify(token: string, name?: string): Promise<Account> {
  return session.enter(await answer(client.POST('/api/v1/auth/verify', { body: { token, ...(name && { name }) } })));
}

export async function login(email: string, password: string): Promise<ProofWanted | null> {
  return stepped(await answer(client.POST('/api/v1/auth/login', { body: { email, password } })));
}

export async function forgot(email: string): Promise<void> {
  await done(client.POST('/api/v1/auth/forgot', { body: { email } }));
}

export async function reset(token: string, password: string): Promise<void> {
  await done(client.POST('/api/v1/auth/reset', { body: { token, password } }));
}

/** Finishes a first sign-in through a provider. */
export async function welcome(token: string, name: string): Promise<Account> {
  return session.enter(await answer(client.POST('/api/v1/auth/welcome', { body: { token, name } })));
}

export async function firstAdmin(token: string, email: string, name: string, password: string): Promise<Account> {
  return session.enter(await answer(client.POST('/api/v1/auth/first-admin', { body: { token, email, name, password } })));
}

export function providers(): Promise<Provider[]> {
  return kept('providers', () => answer(client.GET('/api/v1/auth/providers')));
}

/** Where the browser goes to sign in through a provider. */
export const providerStart = (name: string, next: string): string =>
  `/api/v1/auth/providers/${encodeURIComponent(name)}/start?next=${encodeURIComponent(next)}`;

// --- The second factor ----------------------------------------------------------------------------------

/** Shows a code of the app, of the mail, or a recovery code. */
export async function proveByCode(proof: string, factor: Exclude<Factor, 'passkey'>, code: string): Promise<Account> {
  return session.enter(await answer(client.POST(`/api/v1/auth/proofs/${factor}`, { body: { proof, code } })));
}

export async function sendCode(proof: string): Promise<void> {
  await done(client.POST('/api/v1/auth/proofs/mail/send', { body: { proof } }));
}

export async function proofOptions(proof: string): Promise<PublicKey> {
  return (await answer(client.POST('/api/v1/auth/proofs/passkey/options', { body: { proof } }))).publicKey;
}

export async function proveByPasskey(proof: string, credential: ShownPasskey): Promise<Account> {
  return session.enter(await answer(client.POST('/api/v1/auth/proofs/passkey', { body: { proof, credential } })));
}

// --- A passkey as the first factor ----------------------------------------------------------------------

export function passkeyOptions(): Promise<{ proof: string; publicKey: PublicKey }> {
  return answer(client.POST('/api/v1/auth/passkey/options'));
}

export async function enterByPasskey(proof: string, credential: ShownPasskey): Promise<Account> {
  return session.enter(await answer(client.POST('/api/v1/auth/passkey', { body: { proof, credential } })));
}

/** Proves anew who is signed in; accounts without a password prove it by what else they have. */
export async function prove(password?: string): Promise<ProofWanted | null> {
  return stepped(await answer(client.POST('/api/v1/account/prove', { body: { ...(password !== undefined && { password }) } })));
}
