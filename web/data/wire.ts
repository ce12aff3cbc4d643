// Generated from wire.schema.json by wire-source.ts; do not edit.

export const VERSION = 1;

export const CLOSE = {
  unexpected: 4400,
  ticket: 4401,
  forbidden: 4403,
  silent: 4408,
  replaced: 4409,
  over: 4410,
  signed_out: 4419,
  flood: 4429,
  restart: 1012,
  too_slow: 1013,
} as const;

/** The first frame: a one-time ticket says who this is and for which match. */
export type Hello = readonly [tag: 'k', ticket: string, version: number, last_n: number];

/** The held key changed. */
export type KeyFrame = readonly [tag: 'd', n: number, t: number, key: -1 | 0 | 1, slot?: -1 | 0 | 1];

/** The serve key was pressed. */
export type ServeFrame = readonly [tag: 's', n: number, t: number, slot?: -1 | 0 | 1];

/** The match is given up. */
export type ResignFrame = readonly [tag: 'q', n: number, slot?: -1 | 0 | 1];

/** A question for the tick now. */
export type Ping = readonly [tag: 'p', cts: number];

/** The answer to that answer. */
export type Echo = readonly [tag: 'e', cts: number];

/** What the client's own match looks like. */
export type Check = readonly [tag: 'h', tick: number, digest: number];

/** Where the match stands, whole. */
export type State = readonly [tag: 'S', header: Header, base: readonly number[], pend: readonly (KeyTold | ServeTold | ResignTold)[], tick: number, last_n: number];

/** What a client has to know before it can read the rest of "S". */
export interface Header {
  readonly match: string;
  readonly mode: string;
  readonly rules: string;
  readonly ruleset: string;
  readonly rules_sha: string;
  readonly serve0: number;
  readonly role: string;
  readonly slots: readonly number[];
  readonly status: string;
  readonly connected: readonly [item0: boolean, item1: boolean];
}

/** A key was accepted. */
export type KeyTold = readonly [tag: 'd', slot: number, t: number, key: number];

/** A serve was accepted. */
export type ServeTold = readonly [tag: 's', slot: number, t: number];

/** A resignation was accepted and is on disk. */
export type ResignTold = readonly [tag: 'q', slot: number, t: number, reason: number];

/** The sender's own entry counts from another tick, or (-1) not at all. */
export type Restamped = readonly [tag: 'a', n: number, t: number];

/** The tick now. */
export type Pong = readonly [tag: 'o', cts: number, tick: number];

/** A point that is final and on disk. */
export type GoalTold = readonly [tag: 'g', t: number, winner: number, y: number, s0: number, s1: number, hits: number, digest: number];

/** The clock stands. */
export type Stopped = readonly [tag: 'z', t: number, slot: number, left_ms: number];

/** The clock will run. */
export type Countdown = readonly [tag: 'c', tick: number, wall_ms: number];

/** A seat's socket came or went. */
export type Presence = readonly [tag: 'w', slot: number, connected: boolean];

/** The result. */
export type EndTold = readonly [tag: 'E', t: number, reason: number, winner: number, secret?: string];

/** Something the client sent was not done. */
export type Complaint = readonly [tag: 'x', code: string, text: string];

export type ClientIn = Hello | KeyFrame | ServeFrame | ResignFrame | Ping | Echo | Check;

export type ServerOut = State | KeyTold | ServeTold | ResignTold | Restamped | Pong | GoalTold | Stopped | Countdown | Presence | EndTold | Complaint;
