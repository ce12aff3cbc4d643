/**
 * Entries: everything that may happen to a match from outside (mirror of `game_engine.intents`).
 *
 * An entry at tick t acts from t + 1 on. Only what changes a match is mirrored; pauses, network samples and looks are
 * the log's business and never reach a browser.
 */

export type Slot = 0 | 1;
/** The held key: -1 up (to smaller y), 0 none, 1 down. */
export type Held = -1 | 0 | 1;

export const ResignReason = { RESIGN: 0, DISCONNECT: 1, AFK: 2 } as const;
export type ResignReason = (typeof ResignReason)[keyof typeof ResignReason];

/** Why a match is over. VOID: nobody won, it counts for nothing. */
export const EndReason = { SCORE: 0, RESIGN: 1, DISCONNECT: 2, AFK: 3, VOID: 4 } as const;
export type EndReason = (typeof EndReason)[keyof typeof EndReason];

export interface Key {
  readonly kind: 'key';
  readonly t: number;
  readonly slot: Slot;
  readonly key: Held;
}

/** The server strikes the ball; ignored outside the serve window and from the other slot. */
export interface Serve {
  readonly kind: 'serve';
  readonly t: number;
  readonly slot: Slot;
}

export interface Resign {
  readonly kind: 'resign';
  readonly t: number;
  readonly slot: Slot;
  readonly reason: ResignReason;
}

/** The compulsory last entry; only with reason VOID does it change the match. */
export interface End {
  readonly kind: 'end';
  readonly t: number;
  readonly reason: EndReason;
}

export type Entry = Key | Serve | Resign | End;

/** Canonical order: by tick, then slot 0, slot 1, the end; a stable sort keeps arrival order inside one slot and tick. */
export function inOrder(a: Entry, b: Entry): number {
  return a.t - b.t || seatOrder(a) - seatOrder(b);
}

function seatOrder(entry: Entry): number {
  return entry.kind === 'end' ? 2 : entry.slot;
}

export function other(slot: Slot): Slot {
  return slot === 0 ? 1 : 0;
}
