/** Corrections, made gentle: what was shown slides into what is true within 100 ms instead of jumping there. */

import type { Scene, Spot } from '../scene';

export const BLEND_MS = 100;
/** Sub-units: a ball that is further off than this is somewhere else altogether, and is put there. */
const ELSEWHERE = 400_000;

type Offsets = readonly [paddle0: number, paddle1: number, ballX: number, ballY: number];
const NONE: Offsets = [0, 0, 0, 0];

export class Blend {
  #offsets: Offsets = NONE;
  #since = -Infinity;

  /** The scene as it should be shown now. */
  soften(scene: Scene, now: number): Scene {
    const left = this.#left(now);
    if (left === 0) return scene;
    const [p0, p1, x, y] = this.#offsets.map((offset) => offset * left) as unknown as Offsets;
    const ball = scene.ball && { x: scene.ball.x + x, y: scene.ball.y + y };
    return { ...scene, paddles: [scene.paddles[0] + p0, scene.paddles[1] + p1], ball };
  }

  /** `shown` was on screen at `now`; from here on `truth` is what happens. */
  correct(shown: Scene, truth: Scene, now: number): void {
    const ball = apart(shown.ball, truth.ball);
    this.#offsets = [shown.paddles[0] - truth.paddles[0], shown.paddles[1] - truth.paddles[1], ball.x, ball.y];
    this.#since = now;
  }

  /** The share of the offsets that is still shown: 1 at the correction, 0 after 100 ms, smooth at both ends. */
  #left(now: number): number {
    const done = Math.max(0, (now - this.#since) / BLEND_MS);
    return done >= 1 ? 0 : 1 - done * done * (3 - 2 * done);
  }
}

function apart(shown: Spot | null, truth: Spot | null): Spot {
  if (!shown || !truth) return { x: 0, y: 0 };
  const way = { x: shown.x - truth.x, y: shown.y - truth.y };
  return Math.hypot(way.x, way.y) > ELSEWHERE ? { x: 0, y: 0 } : way;
}
