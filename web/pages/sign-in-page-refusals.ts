// Why a sign-in through another house did not work, in plain words; the code comes back in the address.
import { msg } from '@lit/localize';

/** A sentence for a code; null where there was no trouble. */
export function refusal(code: string | null): string | null {
  if (code === null) return null;
  const known: Record<string, string> = {
    denied: msg('You did not allow it there. Nothing was changed.'),
    expired: msg('That took too long, or was started in another browser. Please try again.'),
    unreachable: msg('The other site does not answer just now. Sign in another way, or try again later.'),
    refused: msg('The other site and we did not understand each other. Sign in another way, or try again later.'),
    linked: msg('That login belongs to another account here.'),
    banned: msg('This account is closed.'),
  };
  return known[code.replace(/^accounts\//, '')] ?? msg('Signing in through the other site did not work. Please try again, or sign in another way.');
}
