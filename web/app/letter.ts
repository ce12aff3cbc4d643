// A letter is a link that came by mail; its token stands behind the #, where no server and no other site sees it.
import { router } from './router';

/** The token of the letter one has opened; empty where there is none. */
export const letterToken = (): string => location.hash.slice(1);

/** Takes a spent token out of the address, so that neither history nor a shared link keeps it; the query stays. */
export function spent(): void {
  const key = router.place?.key;
  history.replaceState(key ? { rbKey: key } : null, '', location.pathname + location.search);
}
