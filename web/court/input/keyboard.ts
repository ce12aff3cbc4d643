/**
 * The keyboard: physical keys into held directions and serves.
 *
 * One player has W/S and the arrows alike; two share them, left W/S and right the arrows. Key repeat says nothing new,
 * and when the page loses the keyboard every key counts as released, since nobody would tell us.
 */

import type { Slot } from '../engine/intents';
import { type Direction, Grip } from './grip';
import type { Hands } from './hands';

interface Stroke {
  readonly slots: readonly Slot[];
  /** A direction to hold; 0 serves. */
  readonly direction: Direction | 0;
}

type Layout = ReadonlyMap<string, Stroke>;

/** Physical keys, so that W and S lie on top of each other on every layout. */
export function layout(slots: readonly Slot[]): Layout {
  const [first, second = first] = slots;
  if (first === undefined || second === undefined) return new Map();
  const strokes: [string, Stroke][] = [
    ['KeyW', { slots: [first], direction: -1 }],
    ['KeyS', { slots: [first], direction: 1 }],
    ['ArrowUp', { slots: [second], direction: -1 }],
    ['ArrowDown', { slots: [second], direction: 1 }],
    ['Space', { slots, direction: 0 }],
    ['Enter', { slots, direction: 0 }],
  ];
  if (slots.length > 1) {
    strokes.push(['KeyD', { slots: [first], direction: 0 }], ['ArrowLeft', { slots: [second], direction: 0 }]);
  }
  return new Map(strokes);
}

export class Keyboard {
  readonly #grips: readonly [Grip, Grip] = [new Grip(), new Grip()];
  #layout: Layout = new Map();
  #slots: readonly Slot[] = [];

  constructor(private readonly hands: Hands) {
    addEventListener('keydown', this.#down);
    addEventListener('keyup', this.#up);
    addEventListener('blur', this.drop);
    document.addEventListener('visibilitychange', this.drop);
  }

  /** Whose paddles these keys move; none, and every key is left to the page. */
  seat(slots: readonly Slot[]): void {
    if (slots.join() === this.#slots.join()) return;
    this.drop();
    this.#slots = slots;
    this.#layout = layout(slots);
  }

  close(): void {
    this.drop();
    removeEventListener('keydown', this.#down);
    removeEventListener('keyup', this.#up);
    removeEventListener('blur', this.drop);
    document.removeEventListener('visibilitychange', this.drop);
  }

  readonly #down = (event: KeyboardEvent): void => {
    const stroke = this.#layout.get(event.code);
    if (!stroke || event.ctrlKey || event.metaKey || event.altKey || elsewhere(event, stroke)) return;
    event.preventDefault();
    if (event.repeat) return;
    for (const slot of stroke.slots) {
      if (stroke.direction === 0) this.hands.serve(slot);
      else this.#hold(slot, (grip) => grip.press(stroke.direction as Direction));
    }
  };

  readonly #up = (event: KeyboardEvent): void => {
    const stroke = this.#layout.get(event.code);
    if (!stroke?.direction) return;
    for (const slot of stroke.slots) this.#hold(slot, (grip) => grip.release(stroke.direction as Direction));
  };

  /** Let go of every key, as when the page loses the keyboard. */
  readonly drop = (): void => {
    for (const slot of this.#slots) this.#hold(slot, (grip) => grip.drop());
  };

  #hold(slot: Slot, change: (grip: Grip) => void): void {
    const grip = this.#grips[slot];
    const before = grip.held;
    change(grip);
    if (grip.held !== before) this.hands.press(slot, grip.held);
  }
}

/** Typing, choosing and dialogs keep their keys; a button keeps the two that push it. */
function elsewhere({ target }: KeyboardEvent, stroke: Stroke): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, dialog, [contenteditable]')) return true;
  return stroke.direction === 0 && target.closest('a, button, summary, [role=button]') !== null;
}
