/** Where a match stands for people: what the frames say about seats, score, pauses and the end. A pure fold over frames. */

import type { ServerOut, State } from '../../data/wire';
import type { EndReason, Slot } from '../engine/intents';

export interface Standing {
  readonly mode: string;
  readonly ruleset: string;
  readonly serve0: Slot;
  readonly role: 'play' | 'watch';
  readonly slots: readonly Slot[];
  readonly status: 'waiting' | 'live' | 'over';
  readonly connected: readonly [boolean, boolean];
  /** Only points that are final. */
  readonly scores: readonly [number, number];
  /** The points seen by this page, oldest first. */
  readonly points: readonly Point[];
  /** The clock stands: for whose sake (null: the server's or both), and until when somebody may come back. */
  readonly pause: Pause | null;
  /** The clock will run at this local time; null when it runs or stands. */
  readonly startsAt: number | null;
  readonly result: Result | null;
}

export interface Point {
  readonly winner: Slot;
  readonly scores: readonly [number, number];
  readonly hits: number;
}

export interface Pause {
  readonly missing: Slot | null;
  readonly until: number;
}

export interface Result {
  readonly winner: Slot | null;
  readonly reason: EndReason;
}

/** The standing after one more frame, at local time `now`; null before the first "S". */
export function stood(before: Standing | null, frame: ServerOut, now: number): Standing | null {
  if (frame[0] === 'S') return joined(before, frame);
  if (before === null) return null;
  switch (frame[0]) {
    case 'g': {
      const scores = [frame[4], frame[5]] as const;
      const point: Point = { winner: frame[2] as Slot, scores, hits: frame[6] };
      return { ...before, scores, points: [...before.points, point] };
    }
    case 'z':
      return { ...before, startsAt: null, pause: { missing: slotOf(frame[2]), until: now + frame[3] } };
    case 'c':
      return { ...before, status: 'live', pause: null, startsAt: now + frame[2] };
    case 'w':
      return {
        ...before,
        connected: frame[1] === 0 ? [frame[2], before.connected[1]] : [before.connected[0], frame[2]],
      };
    case 'E':
      return { ...before, status: 'over', pause: null, startsAt: null, result: resultOf(frame[3], frame[2]) };
    default:
      return before;
  }
}

function joined(before: Standing | null, [, header, base]: State): Standing {
  return {
    mode: header.mode,
    ruleset: header.ruleset,
    serve0: header.serve0 as Slot,
    role: header.role === 'play' ? 'play' : 'watch',
    slots: header.slots as readonly Slot[],
    status: header.status as Standing['status'],
    connected: header.connected,
    scores: [base[4] ?? 0, base[5] ?? 0],
    points: before?.points ?? [],
    pause: null,
    startsAt: null,
    result: before?.result ?? null,
  };
}

function resultOf(winner: number, reason: number): Result {
  return { winner: slotOf(winner), reason: reason as EndReason };
}

function slotOf(slot: number): Slot | null {
  return slot === 0 || slot === 1 ? slot : null;
}
