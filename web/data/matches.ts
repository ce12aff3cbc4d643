// Matches: finding them, opening them, and the ticket that opens their socket.
import { answer, client } from './client';
import { kept } from './memory';
import type { MatchCard, MatchPage, NewMatch, Ruleset, Ticket } from './shapes';

export interface MatchSearch {
  status?: MatchCard['status'];
  player?: string;
  /** Of `player`, as are the results. */
  opponent?: string;
  result?: 'won' | 'lost';
  ruleset?: string;
  limit?: number;
  offset?: number;
}

export const matchesKey = (query: MatchSearch): string => `matches ${JSON.stringify(query)}`;

export function matches(query: MatchSearch): Promise<MatchPage> {
  return kept(matchesKey(query), () => answer(client.GET('/api/v1/matches', { params: { query } })));
}

export function oneMatch(id: string): Promise<MatchCard> {
  return kept(`match ${id}`, () => answer(client.GET('/api/v1/matches/{match_id}', { params: { path: { match_id: id } } })));
}

export function rulesets(): Promise<Ruleset[]> {
  return kept('rulesets', () => answer(client.GET('/api/v1/rulesets')));
}

export function createMatch(body: NewMatch): Promise<MatchCard> {
  return answer(client.POST('/api/v1/matches', { body }));
}

/** Joins the oldest open match under these rules, or opens one for the next to come. */
export function quickMatch(ruleset: string): Promise<MatchCard> {
  return answer(client.POST('/api/v1/matches/quick', { body: { ruleset } }));
}

export function invitation(code: string): Promise<MatchCard> {
  return answer(client.GET('/api/v1/invites/{code}', { params: { path: { code } } }));
}

export function joinInvite(code: string): Promise<MatchCard> {
  return answer(client.POST('/api/v1/invites/{code}/join', { params: { path: { code } } }));
}

/** A one-time pass for the socket's first frame; it never travels in an address. */
export function ticket(id: string, role: 'play' | 'watch'): Promise<Ticket> {
  return answer(client.POST('/api/v1/matches/{match_id}/ticket', { params: { path: { match_id: id } }, body: { role } }));
}
