// One's own account: name, mail, password, factors, sessions, keys, and what one may ask to be done with one's data.
import { answer, client, done } from './client';
import { raw } from './raw';
import { session } from './session';
import type { AccessKey, Account, Factors, Identity, MadeKey, NewKey, NewPasskey, Recovery, Session, TotpStart } from './shapes';
import type { PublicKey } from './auth';

const kept = (account: Account): Account => {
  session.update(account);
  return account;
};

/** The account as the server knows it now. */
export async function freshAccount(): Promise<Account> {
  return kept(await answer(client.GET('/api/v1/account')));
}

export async function changeName(name: string): Promise<Account> {
  return kept(await answer(client.PATCH('/api/v1/account', { body: { name } })));
}

/** Sends a link to the new address; the old one stays until that is followed. */
export async function changeEmail(email: string): Promise<void> {
  await done(client.POST('/api/v1/account/email', { body: { email } }));
}

export async function confirmEmail(token: string): Promise<void> {
  await done(client.POST('/api/v1/account/email/confirm', { body: { token } }));
}

export async function changePassword(password: string): Promise<void> {
  await done(client.POST('/api/v1/account/password', { body: { password } }));
}

// --- Factors --------------------------------------------------------------------------------------------

export const factors = (): Promise<Factors> => answer(client.GET('/api/v1/account/factors'));
export const startTotp = (): Promise<TotpStart> => answer(client.POST('/api/v1/account/totp'));
export const newRecovery = (): Promise<Recovery> => answer(client.POST('/api/v1/account/recovery'));

export function confirmTotp(code: string): Promise<Recovery> {
  return answer(client.POST('/api/v1/account/totp/confirm', { body: { code } }));
}

export async function removeTotp(): Promise<void> {
  await done(client.DELETE('/api/v1/account/totp'));
}

export async function newPasskeyOptions(): Promise<PublicKey> {
  return (await answer(client.POST('/api/v1/account/passkeys/options'))).publicKey;
}

/** Recovery codes come along when it is the account's first second factor. */
export async function addPasskey(credential: NewPasskey, name: string): Promise<readonly string[]> {
  return (await answer(client.POST('/api/v1/account/passkeys', { body: { credential, name } }))).recovery ?? [];
}

export async function removePasskey(id: string): Promise<void> {
  await done(client.DELETE('/api/v1/account/passkeys/{credential_id}', { params: { path: { credential_id: id } } }));
}

// --- Sign-in through others -----------------------------------------------------------------------------

export const identities = (): Promise<Identity[]> => answer(client.GET('/api/v1/account/identities'));

/** The address at the provider where the link is made. */
export async function linkIdentity(name: string): Promise<string> {
  return (await answer(client.POST('/api/v1/account/identities/{name}', { params: { path: { name } } }))).location;
}

export async function unlinkIdentity(name: string): Promise<void> {
  await done(client.DELETE('/api/v1/account/identities/{name}', { params: { path: { name } } }));
}

// --- Sessions and keys ----------------------------------------------------------------------------------

export const sessions = (): Promise<Session[]> => answer(client.GET('/api/v1/account/sessions'));

export async function endSession(id: string): Promise<void> {
  await done(client.DELETE('/api/v1/account/sessions/{session_id}', { params: { path: { session_id: id } } }));
}

/** Every session but this one. */
export async function endOtherSessions(): Promise<void> {
  await done(client.DELETE('/api/v1/account/sessions'));
}

export const accessKeys = (): Promise<AccessKey[]> => answer(client.GET('/api/v1/account/keys'));
export const makeKey = (body: NewKey): Promise<MadeKey> => answer(client.POST('/api/v1/account/keys', { body }));

export async function removeKey(id: string): Promise<void> {
  await done(client.DELETE('/api/v1/account/keys/{key_id}', { params: { path: { key_id: id } } }));
}

// --- Rights over one's data -----------------------------------------------------------------------------

/** Everything the house holds of this account, as a zip. */
export async function exported(): Promise<Blob> {
  return (await raw('/api/v1/account/export')).blob();
}

export async function anonymise(): Promise<void> {
  await done(client.POST('/api/v1/account/anonymise'));
}

export async function erase(): Promise<void> {
  await raw('/api/v1/account', { method: 'DELETE' });
}
