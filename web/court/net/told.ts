/** Frames into entries: what the server tells of a match, in the engine's words. */

import type { KeyTold, ResignTold, ServeTold } from '../../data/wire';
import type { Entry, Held, ResignReason, Slot } from '../engine/intents';

export type EntryTold = KeyTold | ServeTold | ResignTold;

export function entryOf(frame: EntryTold): Entry {
  switch (frame[0]) {
    case 'd':
      return { kind: 'key', slot: frame[1] as Slot, t: frame[2], key: frame[3] as Held };
    case 's':
      return { kind: 'serve', slot: frame[1] as Slot, t: frame[2] };
    case 'q':
      return { kind: 'resign', slot: frame[1] as Slot, t: frame[2], reason: frame[3] as ResignReason };
  }
}
