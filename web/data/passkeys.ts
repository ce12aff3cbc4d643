// Passkeys: the browser's own dialog between the server's options and its answer, both as JSON (WebAuthn level 3).
import type { Credential, PublicKey } from './auth';

/** Whether this browser can make and show passkeys from JSON. */
export const passkeysWork = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** Whether the browser offers passkeys in the list under the e-mail field. */
export async function passkeysInFields(): Promise<boolean> {
  return passkeysWork() && (await PublicKeyCredential.isConditionalMediationAvailable());
}

const told = (credential: globalThis.Credential | null): Credential | null =>
  credential instanceof PublicKeyCredential ? (credential.toJSON() as Credential) : null;

/** Backing out of the dialog, or being overtaken by another request, is no mistake: null. */
async function unlessLeft(asked: Promise<globalThis.Credential | null>): Promise<Credential | null> {
  try {
    return told(await asked);
  } catch (thrown) {
    if (thrown instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(thrown.name)) return null;
    throw thrown;
  }
}

/** A new passkey, made by the device; null when the reader backs out. */
export function newPasskey(options: PublicKey): Promise<Credential | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  return unlessLeft(navigator.credentials.create({ publicKey }));
}

/** A passkey shown by the device; with `inField` the browser waits until one is chosen under the field. */
export function shownPasskey(options: PublicKey, ask: { inField?: AbortSignal } = {}): Promise<Credential | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const quiet = ask.inField && ({ mediation: 'conditional', signal: ask.inField } as const);
  return unlessLeft(navigator.credentials.get({ publicKey, ...quiet }));
}
