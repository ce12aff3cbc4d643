// The nouns of the API, taken from the generated types by the address that answers them (never by schema name).
import type { Readable } from 'openapi-typescript-helpers';
import type { paths } from './api';

export type { paths };

type Json<R> = R extends { content: { 'application/json': infer Body } } ? Readable<Body> : never;
type Success<R> = R extends { 200: infer Ok } ? Json<Ok> : R extends { 201: infer Made } ? Json<Made> : never;
type Get<P extends keyof paths> = paths[P] extends { get: { responses: infer R } } ? Success<R> : never;
type Post<P extends keyof paths> = paths[P] extends { post: { responses: infer R } } ? Success<R> : never;
type Sent<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Me = Get<'/api/v1/me'>;
export type Player = NonNullable<Me['player']>;
/** A player as far as the account or the cookie of this browser tells. */
export type Somebody = Pick<Player, 'key' | 'name' | 'slug' | 'kind' | 'avatar'>;
export type PlayerPage = Get<'/api/v1/players'>;
export type Kind = Player['kind'];
export type Ruleset = Get<'/api/v1/rulesets'>[number];
export type Bot = Get<'/api/v1/bots'>[number];
export type MatchCard = Get<'/api/v1/matches/{match_id}'>;
export type MatchPage = Get<'/api/v1/matches'>;
export type Seat = MatchCard['seats'][number];
export type NewMatch = Sent<'/api/v1/matches'>;
export type Ticket = Post<'/api/v1/matches/{match_id}/ticket'>;
export type Board = Get<'/api/v1/players/{slug}/board'>;
export type Figure = Board['figures'][number];
export type Tile = Board['tiles'][number];
export type Freshness = Get<'/api/v1/freshness'>;
export type Metric = Get<'/api/v1/metrics-book'>[number];
export type Cell = Figure['table']['rows'][number][number];

export type SignedIn = Post<'/api/v1/auth/verify'>;
export type ProofWanted = Json<paths['/api/v1/auth/login']['post']['responses'][202]>;
export type Factor = ProofWanted['factors'][number];
export type Provider = Get<'/api/v1/auth/providers'>[number];
export type Account = Get<'/api/v1/account'>;
export type Role = Account['role'];
export type Session = Get<'/api/v1/account/sessions'>[number];
export type AccessKey = Get<'/api/v1/account/keys'>[number];
export type NewKey = Sent<'/api/v1/account/keys'>;
export type MadeKey = Post<'/api/v1/account/keys'>;
export type Scope = NewKey['scopes'][number];
export type Factors = Get<'/api/v1/account/factors'>;
export type TotpStart = Post<'/api/v1/account/totp'>;
export type NewPasskey = Sent<'/api/v1/account/passkeys'>['credential'];
export type ShownPasskey = Sent<'/api/v1/auth/passkey'>['credential'];
export type Recovery = Post<'/api/v1/account/recovery'>;
export type Identity = Get<'/api/v1/account/identities'>[number];
export type Profile = Get<'/api/v1/players/{slug}/profile'>;
export type Privacy = Get<'/api/v1/me/privacy'>;
export type Visibility = Privacy['visibility'];
export type Friends = Get<'/api/v1/me/friends'>;
export type Friend = Friends['friends'][number];
export type AdminAccounts = Get<'/api/v1/admin/accounts'>;
export type AdminAccount = AdminAccounts['items'][number];
export type AuditPage = Get<'/api/v1/admin/audit'>;
export type PresenceState = Profile['presence'];
export type Avatar = paths['/api/v1/me/avatar']['put']['responses'][200]['content']['application/json'];
