/**
 * Fingers on the court: a finger above the paddle holds the up key, one below it the down key, until the paddle is
 * there. Same keys, same speed as any keyboard. A short tap serves. With two players each half is one player's.
 */

import type { Held, Slot } from '../engine/intents';
import type { Spot } from '../scene';
import { COURT } from '../draw/surface';
import type { Hands } from './hands';

/** Court units: how far off the paddle may be before it follows, and how near is near enough. */
const FOLLOW = 26;
const NEAR = 9;
const TAP_MS = 250;
const TAP_PX = 14;

export interface Ground {
  /** The court position under a pointer, in court units. */
  spot(event: PointerEvent): Spot | null;
  /** Centre of a paddle now, in court units. */
  paddle(slot: Slot): number | null;
}

/** The key that brings a paddle at `paddle` to a finger at `finger`, given the one it holds. */
export function steer(held: Held, paddle: number, finger: number): Held {
  const way = finger - paddle;
  const side: Held = way > 0 ? 1 : -1;
  if (held !== 0) return side === held && Math.abs(way) > NEAR ? held : 0;
  return Math.abs(way) > FOLLOW ? side : 0;
}

interface Finger {
  readonly slot: Slot;
  readonly began: number;
  readonly from: readonly [number, number];
  y: number;
  held: Held;
}

export class Drag {
  #slots: readonly Slot[] = [];
  readonly #fingers = new Map<number, Finger>();
  #frame = 0;

  constructor(
    private readonly pad: HTMLElement,
    private readonly ground: Ground,
    private readonly hands: Hands,
  ) {
    pad.addEventListener('pointerdown', this.#down);
    pad.addEventListener('pointermove', this.#move);
    pad.addEventListener('pointerup', this.#up);
    pad.addEventListener('pointercancel', this.#up);
  }

  seat(slots: readonly Slot[]): void {
    this.#slots = slots;
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.pad.removeEventListener('pointerdown', this.#down);
    this.pad.removeEventListener('pointermove', this.#move);
    this.pad.removeEventListener('pointerup', this.#up);
    this.pad.removeEventListener('pointercancel', this.#up);
  }

  readonly #down = (event: PointerEvent): void => {
    const spot = this.ground.spot(event);
    const slot = spot && this.#owner(spot);
    if (!spot || slot === null || event.button !== 0 || onControl(event)) return;
    if ([...this.#fingers.values()].some((finger) => finger.slot === slot)) return;
    this.pad.setPointerCapture(event.pointerId);
    const from = [event.clientX, event.clientY] as const;
    this.#fingers.set(event.pointerId, { slot, began: event.timeStamp, from, y: spot.y, held: 0 });
    if (this.#frame === 0) this.#follow();
  };

  readonly #move = (event: PointerEvent): void => {
    const finger = this.#fingers.get(event.pointerId);
    if (finger) finger.y = this.ground.spot(event)?.y ?? finger.y;
  };

  readonly #up = (event: PointerEvent): void => {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger) return;
    this.#fingers.delete(event.pointerId);
    if (finger.held !== 0) this.hands.press(finger.slot, 0);
    const way = Math.hypot(event.clientX - finger.from[0], event.clientY - finger.from[1]);
    if (event.type === 'pointerup' && event.timeStamp - finger.began < TAP_MS && way < TAP_PX)
      this.hands.serve(finger.slot);
  };

  readonly #follow = (): void => {
    for (const finger of this.#fingers.values()) {
      const paddle = this.ground.paddle(finger.slot);
      const held = paddle === null ? 0 : steer(finger.held, paddle, finger.y);
      if (held !== finger.held) this.hands.press(finger.slot, held);
      finger.held = held;
    }
    this.#frame = this.#fingers.size > 0 ? requestAnimationFrame(this.#follow) : 0;
  };

  #owner({ x }: Spot): Slot | null {
    const [first = null, second = null] = this.#slots;
    return second === null || x < COURT.width / 2 ? first : second;
  }
}

function onControl({ target }: PointerEvent): boolean {
  return target instanceof Element && target.closest('a, button, input, dialog') !== null;
}
