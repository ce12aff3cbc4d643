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
export type Scope = 'matches:read' | 'data:export' | 'bot:play' | 'tournaments:write' | 'account';
export type Factor = 'totp' | 'passkey' | 'mail' | 'recovery';
export type Visibility = 'everyone' | 'members' | 'friends' | 'me';
export type PresenceState = 'playing' | 'watching' | 'online' | 'idle' | 'offline';
type PublicKey = Record<string, unknown>;
type Credential = Record<string, unknown>;
interface Slug { slug: string }
interface Id { id: string }
interface Named { name: string }

interface AccountView {
  id: string;
  email: string | null;
  role: Role;
  player: Player;
  factors: Factor[];
  has_password: boolean;
  recovery_left: number;
}
interface SignedIn {
  type: 'session';
  access: string;
  expires_in: number;
  account: AccountView;
}
interface ProofWanted {
  type: 'proof';
  proof: string;
  factors: Factor[];
  expires_in: number;
}
interface SessionView {
  id: string;
  browser: string;
  network: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}
interface KeyView {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: string;
  used_at: string | null;
  expires_at: string | null;
}
interface FactorsView {
  totp: boolean;
  passkeys: { id: string; name: string; created_at: string; used_at: string | null }[];
  recovery_left: number;
}
interface Profile {
  player: Player;
  about: string | null;
  country: string | null;
  links: string[];
  avatar: string | null;
  presence: PresenceState;
  friendship: 'none' | 'asked' | 'asking' | 'friends' | 'blocked' | 'self';
}
interface Friend {
  player: Player;
  presence: PresenceState;
  since: string;
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
  '/api/v1/auth/register': { post: Op<{ 202: object }, { email: string; name: string; password: string }> };
  '/api/v1/auth/verify': { post: Op<{ 201: SignedIn }, { token: string; name?: string }> };
  '/api/v1/auth/login': { post: Op<{ 201: SignedIn; 202: ProofWanted }, { email: string; password: string }> };
  '/api/v1/auth/forgot': { post: Op<{ 202: object }, { email: string }> };
  '/api/v1/auth/reset': { post: Op<{ 204: null }, { token: string; password: string }> };
  '/api/v1/auth/welcome': { post: Op<{ 201: SignedIn }, { token: string; name: string }> };
  '/api/v1/auth/first-admin': { post: Op<{ 201: SignedIn }, { token: string; email: string; name: string; password: string }> };
  '/api/v1/auth/proofs/totp': { post: Op<{ 201: SignedIn }, { proof: string; code: string }> };
  '/api/v1/auth/proofs/recovery': { post: Op<{ 201: SignedIn }, { proof: string; code: string }> };
  '/api/v1/auth/proofs/mail/send': { post: Op<{ 202: object }, { proof: string }> };
  '/api/v1/auth/proofs/mail': { post: Op<{ 201: SignedIn }, { proof: string; code: string }> };
  '/api/v1/auth/proofs/passkey/options': { post: Op<{ 201: { publicKey: PublicKey } }, { proof: string }> };
  '/api/v1/auth/proofs/passkey': { post: Op<{ 201: SignedIn }, { proof: string; credential: Credential }> };
  '/api/v1/auth/passkey/options': { post: Op<{ 201: { proof: string; publicKey: PublicKey } }> };
  '/api/v1/auth/passkey': { post: Op<{ 201: SignedIn }, { proof: string; credential: Credential }> };
  '/api/v1/auth/providers': { get: Op<{ 200: { name: string; title: string }[] }> };
  '/api/v1/account': { get: Op<{ 200: AccountView }>; patch: Op<{ 200: AccountView }, Named>; delete: Op<{ 204: null }> };
  '/api/v1/account/email': { post: Op<{ 202: object }, { email: string }> };
  '/api/v1/account/email/confirm': { post: Op<{ 204: null }, { token: string }> };
  '/api/v1/account/password': { post: Op<{ 204: null }, { password: string }> };
  '/api/v1/account/prove': { post: Op<{ 201: SignedIn; 202: ProofWanted }, { password?: string }> };
  '/api/v1/account/sessions': { get: Op<{ 200: SessionView[] }>; delete: Op<{ 204: null }> };
  '/api/v1/account/sessions/{id}': { delete: Op<{ 204: null }, undefined, Id> };
  '/api/v1/account/keys': {
    get: Op<{ 200: KeyView[] }>;
    post: Op<{ 201: KeyView & { key: string } }, { name: string; scopes: Scope[]; days?: number }>;
  };
  '/api/v1/account/keys/{id}': { delete: Op<{ 204: null }, undefined, Id> };
  '/api/v1/account/factors': { get: Op<{ 200: FactorsView }> };
  '/api/v1/account/totp': { post: Op<{ 201: { secret: string; uri: string; svg: string } }>; delete: Op<{ 204: null }> };
  '/api/v1/account/totp/confirm': { post: Op<{ 201: { recovery: string[] } }, { code: string }> };
  '/api/v1/account/recovery': { post: Op<{ 201: { recovery: string[] } }> };
  '/api/v1/account/passkeys/options': { post: Op<{ 201: { publicKey: PublicKey } }> };
  '/api/v1/account/passkeys': { post: Op<{ 201: object }, { credential: Credential; name: string }> };
  '/api/v1/account/passkeys/{id}': { delete: Op<{ 204: null }, undefined, Id> };
  '/api/v1/account/identities': { get: Op<{ 200: { provider: string; label: string; linked_at: string }[] }> };
  '/api/v1/account/identities/{name}': {
    post: Op<{ 201: { location: string } }, undefined, Named>;
    delete: Op<{ 204: null }, undefined, Named>;
  };
  '/api/v1/account/anonymise': { post: Op<{ 204: null }> };
  '/api/v1/players/{slug}/profile': { get: Op<{ 200: Profile }, undefined, Slug> };
  '/api/v1/me/profile': { patch: Op<{ 200: Profile }, { about?: string | null; country?: string | null; links?: string[] }> };
  '/api/v1/me/privacy': {
    get: Op<{ 200: { visibility: Visibility; invisible: boolean } }>;
    patch: Op<{ 200: { visibility: Visibility; invisible: boolean } }, { visibility?: Visibility; invisible?: boolean }>;
  };
  '/api/v1/me/friends': { get: Op<{ 200: { friends: Friend[]; asked: Friend[]; asking: Friend[] } }> };
  '/api/v1/me/friends/{slug}': { put: Op<{ 204: null }, undefined, Slug>; delete: Op<{ 204: null }, undefined, Slug> };
  '/api/v1/me/blocks': { get: Op<{ 200: Player[] }> };
  '/api/v1/me/blocks/{slug}': { put: Op<{ 204: null }, undefined, Slug>; delete: Op<{ 204: null }, undefined, Slug> };
  '/api/v1/me/ticket': { post: Op<{ 201: { ticket: string; socket: string } }> };
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
