// Why a sign-in through another house did not work, in plain words; the code comes back in the address.
import { msg } from '@lit/localize';

/** A sentence for a code; null where there was no trouble. */
export function refusal(code: string | null): string | null {
  if (code === null) return null;
  const known: Record<string, string> = {
    cancelled: msg('You said no over there. Nothing was changed.'),
    flow_over: msg('That took too long, or was started in another browser. Please try again.'),
    provider_down: msg('The other site does not answer just now. Sign in another way, or try again later.'),
    provider_refused: msg('The other site did not confirm who you are. Sign in another way, or try again later.'),
    no_such_provider: msg('This site does not sign in with that one.'),
    too_many_flows: msg('Too many sign-ins from your network just now. Please try again in a few minutes.'),
    banned: msg('This account is closed.'),
    identity_taken: msg('That login belongs to another account here.'),
    already_linked: msg('A login there is linked to your account already.'),
    not_signed_in: msg('You were signed out meanwhile. Sign in, then link again.'),
  };
  return known[code] ?? msg('Signing in through the other site did not work. Please try again, or sign in another way.');
}
