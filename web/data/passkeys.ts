// Passkeys: the browser's own dialog between the server's options and its answer, both as JSON (WebAuthn level 3).
import type { PublicKey } from './auth';
import type { NewPasskey, ShownPasskey } from './shapes';

/** Passkeys belong to a name; a site that is visited by a bare number has none. */
const NUMBER = /^(\d+\.){3}\d+$|^\[/;

/** Whether this browser can make and show passkeys from JSON, here. */
export const passkeysWork = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential && !NUMBER.test(location.hostname);

/** Whether the browser offers passkeys in the list under the e-mail field. */
export async function passkeysInFields(): Promise<boolean> {
  return passkeysWork() && (await PublicKeyCredential.isConditionalMediationAvailable());
}

/** Backing out of the dialog, or being overtaken by another request, is no mistake: null. */
async function unlessLeft(asked: Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    const credential = await asked;
    return credential instanceof PublicKeyCredential ? credential : null;
  } catch (thrown) {
    if (thrown instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(thrown.name)) return null;
    throw thrown;
  }
}

/** A new passkey, made by the device; null when the reader backs out. */
export async function newPasskey(options: PublicKey): Promise<NewPasskey | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const made = await unlessLeft(navigator.credentials.create({ publicKey }));
  return made && (made.toJSON() as NewPasskey);
}

/** A passkey shown by the device; with `inField` the browser waits until one is chosen under the field. */
export async function shownPasskey(options: PublicKey, ask: { inField?: AbortSignal } = {}): Promise<ShownPasskey | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const quiet = ask.inField && ({ mediation: 'conditional', signal: ask.inField } as const);
  const shown = await unlessLeft(navigator.credentials.get({ publicKey, ...quiet }));
  return shown && (shown.toJSON() as ShownPasskey);
}
