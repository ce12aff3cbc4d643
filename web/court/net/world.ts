/**
 * The world: one match as far as this page knows it, at any time between what is final and what is predicted.
 *
 * `base` is final: the server has said that nothing before its tick can change any more. After it lie the entries that
 * were told or, for the own paddle, predicted. Any time is `base` played on with the entries up to it: the rules are
 * closed form, so a late entry costs a few microseconds and no state is ever sent. The arena's `Room` is the same idea.
 */

import type { Event } from '../engine/events';
import { type Entry, inOrder } from '../engine/intents';
import { Match } from '../engine/match';
import type { Ruleset } from '../engine/ruleset';

interface Pending {
  readonly entry: Entry;
  /** The sequence number of an own entry; null for one that the server told. */
  readonly n: number | null;
}

/** A match on its way through the entries, kept so that the next frame does not start from the base again. */
interface Cursor {
  readonly match: Match;
  next: number;
}

/** What became final: events, and the digests of the tick after every serve and of every watched tick. */
export interface Settled {
  readonly events: readonly Event[];
  readonly checks: readonly Check[];
}

export interface Check {
  readonly tick: number;
  readonly digest: number;
}

export class World {
  readonly #base: Match;
  #pending: Pending[] = [];
  #cursors: Cursor[] = [];
  /** Ticks to be fingerprinted once they are final. */
  #watched: number[] = [];

  constructor(rules: Ruleset, base: readonly number[], entries: readonly Entry[]) {
    this.#base = Match.unpack(rules, base);
    entries.forEach((entry) => this.add(entry));
  }

  get base(): Match {
    return this.#base;
  }

  /** An entry that the server told, or (with its number) one of our own that it has not answered yet. */
  add(entry: Entry, n: number | null = null): void {
    const added: Pending = { entry: { ...entry, t: Math.max(entry.t, this.#base.tick) }, n };
    const later = this.#pending.findIndex((pending) => comesFirst(added, pending));
    this.#pending.splice(later < 0 ? this.#pending.length : later, 0, added);
    this.#forget(added.entry.t);
  }

  /** The server gave our entry `n` another tick, or (null) did not take it. */
  restamp(n: number, t: number | null): void {
    const place = this.#pending.findIndex((pending) => pending.n === n);
    const found = this.#pending[place];
    if (!found) return;
    this.#pending.splice(place, 1);
    this.#forget(found.entry.t);
    if (t !== null) this.add({ ...found.entry, t }, n);
  }

  /**
   * Nothing before this tick can change any more, except by our own entries numbered after `heard`: those may be on
   * their way and stamped anew, so the base waits for them. Returns what became final.
   */
  settle(tick: number, heard: number): Settled {
    const open = this.#pending.filter(({ n }) => n !== null && n > heard).map(({ entry }) => entry.t);
    return this.#settle(Math.min(tick, ...open));
  }

  /** Also fingerprint this tick when it becomes final. */
  watch(tick: number): void {
    if (tick > this.#base.tick) this.#watched.push(tick);
  }

  #settle(tick: number): Settled {
    if (tick <= this.#base.tick) return { events: [], checks: [] };
    const before = this.#base.clone();
    const later = this.#pending.findIndex(({ entry }) => entry.t >= tick);
    const final = this.#pending.splice(0, later < 0 ? this.#pending.length : later).map(({ entry }) => entry);
    const events = final.flatMap((entry) => this.#base.apply(entry));
    events.push(...this.#base.advance(tick));
    this.#cursors = this.#cursors.filter(({ match }) => match.tick >= tick);
    this.#cursors.forEach((cursor) => (cursor.next -= final.length));
    return { events, checks: this.#checks(before, final, events) };
  }

  /** A serve at the very last tick is looked at with the next batch: its check is a tick later. */
  #checks(before: Match, final: readonly Entry[], events: readonly Event[]): Check[] {
    this.#watched.push(...events.filter(({ kind }) => kind === 'served').map(({ t }) => t + 1));
    const due = this.#watched.filter((tick) => tick <= this.#base.tick);
    this.#watched = this.#watched.filter((tick) => tick > this.#base.tick);
    return due.map((tick) => ({ tick, digest: digestAt(before.clone(), final, tick) }));
  }

  /** The match at a tick, with the entries up to and at it. To be looked at, not changed. */
  at(tick: number): Match {
    const target = Math.max(this.#base.tick, Math.floor(tick));
    return this.#play(this.#cursor(target), target);
  }

  #play(cursor: Cursor, target: number): Match {
    while (cursor.next < this.#pending.length && this.#at(cursor.next).t <= target) {
      cursor.match.apply(this.#at(cursor.next));
      cursor.next += 1;
    }
    cursor.match.advance(target);
    return cursor.match;
  }

  /** The cursor nearest below the target; a new one when the last frame left none. */
  #cursor(target: number): Cursor {
    const kept = this.#cursors.filter(({ match }) => match.tick <= target && match.tick > target - REACH);
    const nearest = kept.reduce<Cursor | null>(
      (best, each) => (best && best.match.tick >= each.match.tick ? best : each),
      null,
    );
    if (nearest) return nearest;
    const cursor = { match: this.#base.clone(), next: 0 };
    this.#cursors = [...this.#cursors.slice(1 - CURSORS), cursor];
    return cursor;
  }

  #forget(t: number): void {
    this.#cursors = this.#cursors.filter(({ match }) => match.tick < t);
  }

  #at(place: number): Entry {
    const pending = this.#pending[place];
    if (!pending) throw new RangeError(`no entry ${place}`);
    return pending.entry;
  }
}

/** The local present, the remote side's past, the ball between them, and one to spare. */
const CURSORS = 4;
/** A cursor this many ticks behind belongs to another of those times. */
const REACH = 12;

/** Our own entries of one tick stay in the order they were sent in, also when the first is stamped onto the second's. */
function comesFirst(a: Pending, b: Pending): boolean {
  const order = inOrder(a.entry, b.entry);
  return order < 0 || (order === 0 && a.n !== null && b.n !== null && a.n < b.n);
}

/** The digest at a tick before the entries stamped with it, as the server computes it. */
function digestAt(match: Match, entries: readonly Entry[], tick: number): number {
  for (const entry of entries) if (entry.t < tick) match.apply(entry);
  match.advance(tick);
  return match.digest();
}
