/** One paddle's two keys: the one pressed last counts while both are down, and letting go returns to the other. */

import type { Held } from '../engine/intents';

export type Direction = -1 | 1;

export class Grip {
  #down: Direction[] = [];

  get held(): Held {
    return this.#down.at(-1) ?? 0;
  }

  press(direction: Direction): void {
    this.release(direction);
    this.#down.push(direction);
  }

  release(direction: Direction): void {
    this.#down = this.#down.filter((other) => other !== direction);
  }

  drop(): void {
    this.#down = [];
  }
}
