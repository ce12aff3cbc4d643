// The routes of accounts as they were agreed; this file goes when the server's own types name them.
import type { paths as Served } from './api';

type Player = Served['/api/v1/players/{slug}']['get']['responses'][200]['content']['application/json'];

type Reply<T> = T extends null
  ? { headers: Record<string, unknown>; content?: never }
  : { headers: Record<string, unknown>; content: { 'application/json': T } };
type Path<P> = [P] extends [undefined] ? { path?: never } : { path: P };
type Query<Q> = [Q] extends [undefined] ? { query?: never } : { query?: Q };
type Body<B> = [B] extends [undefined] ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } };
type Op<Answers, B = undefined, P = undefined, Q = undefined> = Body<B> & {
  parameters: Path<P> & Query<Q> & { header?: never; cookie?: never };
  responses: { [Status in keyof Answers]: Reply<Answers[Status]> };
};

export type Role = 'player' | 'organiser' | 'referee' | 'moderator' | 'analyst' | 'admin';
interface Id {
  id: string;
}

interface AdminAccount {
  id: string;
  email: string | null;
  role: Role;
  player: Player;
  created_at: string;
  seen_at: string | null;
  banned_at: string | null;
  ban_reason: string | null;
}
interface AuditEntry {
  id: number;
  at: string;
  action: string;
  actor: string | null;
  subject: string | null;
  detail: string;
}
interface Paged<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}

export interface Coming {
  '/api/v1/account/anonymise': { post: Op<{ 204: null }> };
  '/api/v1/admin/accounts': {
    get: Op<{ 200: Paged<AdminAccount> }, undefined, undefined, { search?: string; limit?: number; offset?: number }>;
  };
  '/api/v1/admin/accounts/{id}': { patch: Op<{ 200: AdminAccount }, { role: Role }, Id> };
  '/api/v1/admin/accounts/{id}/ban': { put: Op<{ 204: null }, { reason: string }, Id>; delete: Op<{ 204: null }, undefined, Id> };
  '/api/v1/admin/accounts/{id}/sessions': { delete: Op<{ 204: null }, undefined, Id> };
  '/api/v1/admin/audit': {
    get: Op<{ 200: Paged<AuditEntry> }, undefined, undefined, { action?: string; account?: string; limit?: number; offset?: number }>;
  };
}
