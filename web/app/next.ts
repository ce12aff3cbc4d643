// Where a reader wanted to go before the door was in the way.

/** An address of this site from a query, or the lobby: never a way to another site. */
export function nextOf(query: URLSearchParams): string {
  const wanted = query.get('next') ?? '';
  if (!/^\/(?![/\\])/.test(wanted)) return '/';
  const address = new URL(wanted, location.origin);
  return address.origin === location.origin ? address.pathname + address.search + address.hash : '/';
}

/** The door, with the way back noted. */
export const doorTo = (next: string): string => `/sign-in?next=${encodeURIComponent(next)}`;
