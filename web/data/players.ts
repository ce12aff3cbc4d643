// Players and house bots, as the API tells of them.
import { answer, client } from './client';
import { kept } from './memory';
import type { Bot, Kind, Player, PlayerPage } from './shapes';

export const SORTS = ['name', 'newest', 'oldest'] as const;
export type Sort = (typeof SORTS)[number];

export interface PlayerSearch {
  search?: string;
  kind?: Kind;
  country?: string;
  sort?: Sort;
  limit?: number;
  offset?: number;
}

export const playersKey = (query: PlayerSearch): string => `players ${JSON.stringify(query)}`;

export function players(query: PlayerSearch): Promise<PlayerPage> {
  return kept(playersKey(query), () => answer(client.GET('/api/v1/players', { params: { query } })));
}

export function onePlayer(slug: string): Promise<Player> {
  return kept(`player ${slug}`, () => answer(client.GET('/api/v1/players/{slug}', { params: { path: { slug } } })));
}

export function bots(): Promise<Bot[]> {
  return kept('bots', () => answer(client.GET('/api/v1/bots')));
}
