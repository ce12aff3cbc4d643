// What administrators see and do: accounts, roles, bans, and the log of who did what.
import { answer, client, done } from './client';
import { kept } from './memory';
import type { AdminAccount, AdminAccounts, AuditPage, Role } from './shapes';

export interface AccountSearch {
  search?: string;
  limit?: number;
  offset?: number;
}

export interface AuditSearch {
  /** An account's id: what it did, and what was done to it; or the name of a deed. */
  about?: string;
  limit?: number;
  offset?: number;
}

export const accountsKey = (query: AccountSearch): string => `accounts ${JSON.stringify(query)}`;
export const auditKey = (query: AuditSearch): string => `audit ${JSON.stringify(query)}`;

const at = (id: string): { params: { path: { account_id: string } } } => ({ params: { path: { account_id: id } } });

export function accounts(query: AccountSearch): Promise<AdminAccounts> {
  return kept(accountsKey(query), () => answer(client.GET('/api/v1/admin/accounts', { params: { query } })));
}

export function audit(query: AuditSearch): Promise<AuditPage> {
  return kept(auditKey(query), () => answer(client.GET('/api/v1/admin/audit', { params: { query } })));
}

export function changeRole(id: string, role: Role): Promise<AdminAccount> {
  return answer(client.PATCH('/api/v1/admin/accounts/{account_id}', { ...at(id), body: { role } }));
}

export async function ban(id: string, reason: string): Promise<void> {
  await done(client.PUT('/api/v1/admin/accounts/{account_id}/ban', { ...at(id), body: { reason } }));
}

export async function unban(id: string): Promise<void> {
  await done(client.DELETE('/api/v1/admin/accounts/{account_id}/ban', at(id)));
}

export async function endAll(id: string): Promise<void> {
  await done(client.DELETE('/api/v1/admin/accounts/{account_id}/sessions', at(id)));
}
