// The two boards, the metrics they are made of, and how fresh they are.
import { answer, client } from './client';
import { kept } from './memory';
import { Problem } from './problem';
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

/** Throws a Problem with status 202 while the match is over but not yet counted: ask again in a moment. */
export function sessionBoard(id: string): Promise<Board> {
  const params = { path: { match_id: id } };
  return kept(sessionBoardKey(id), async () => {
    const board = await answer(client.GET('/api/v1/matches/{match_id}/board', { params }));
    if ('figures' in board) return board;
    throw new Problem(202, board.code ?? '', '', board.detail);
  });
}

export function metricsBook(): Promise<Metric[]> {
  return kept('metrics', () => answer(client.GET('/api/v1/metrics-book')));
}

export function freshness(): Promise<Freshness> {
  return answer(client.GET('/api/v1/freshness'));
}
