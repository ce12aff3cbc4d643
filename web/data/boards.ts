// The two boards, the metrics they are made of, and how fresh they are.
import { answer, client } from './client';
import { kept } from './memory';
import type { Board, Freshness, Metric } from './shapes';

export interface BoardFilters {
  ruleset?: string;
  opponent?: string;
  from?: string;
  to?: string;
}

export const playerBoardKey = (slug: string, query: BoardFilters): string => `board ${slug} ${JSON.stringify(query)}`;
export const sessionBoardKey = (id: string): string => `session ${id}`;

export function playerBoard(slug: string, query: BoardFilters): Promise<Board> {
  const params = { path: { slug }, query };
  return kept(playerBoardKey(slug, query), () => answer(client.GET('/api/v1/players/{slug}/board', { params })));
}

export function sessionBoard(id: string): Promise<Board> {
  const params = { path: { match_id: id } };
  return kept(sessionBoardKey(id), () => answer(client.GET('/api/v1/matches/{match_id}/board', { params })));
}

export function metricsBook(): Promise<Metric[]> {
  return kept('metrics', () => answer(client.GET('/api/v1/metrics-book')));
}

export function freshness(): Promise<Freshness> {
  return answer(client.GET('/api/v1/freshness'));
}
