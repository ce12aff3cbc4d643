// Friends, and those one wants to hear nothing of.
import { answer, client, done } from './client';
import type { Friends, Player } from './shapes';

export const friends = (): Promise<Friends> => answer(client.GET('/api/v1/me/friends'));
export const blocked = (): Promise<Player[]> => answer(client.GET('/api/v1/me/blocks'));

const at = (slug: string): { params: { path: { slug: string } } } => ({ params: { path: { slug } } });

/** Asks for friendship, or accepts it from whoever asked. */
export async function befriend(slug: string): Promise<void> {
  await done(client.PUT('/api/v1/me/friends/{slug}', at(slug)));
}

/** Ends a friendship, declines a request or takes one's own back. */
export async function unfriend(slug: string): Promise<void> {
  await done(client.DELETE('/api/v1/me/friends/{slug}', at(slug)));
}

export async function block(slug: string): Promise<void> {
  await done(client.PUT('/api/v1/me/blocks/{slug}', at(slug)));
}

export async function unblock(slug: string): Promise<void> {
  await done(client.DELETE('/api/v1/me/blocks/{slug}', at(slug)));
}
