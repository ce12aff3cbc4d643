/** What fingers can do in a match, whatever they touch. */

import type { Held, Slot } from '../engine/intents';

export interface Hands {
  press(slot: Slot, key: Held): void;
  serve(slot: Slot): void;
}
