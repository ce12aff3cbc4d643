/**
 * The court: where a ball and a paddle are at a tick, in closed form (mirror of `game_engine.court`).
 *
 * Walls cost no event. A ball's y is a triangle wave: with `raw` the unfolded way from the top wall and `span` the
 * height its centre may use, it is at `raw mod 2 span`, mirrored in the second half. At the very touch of a wall it
 * already moves away from it. `paddleAt` and `fold` also take fractions of a tick, which is how a frame between two
 * ticks is drawn.
 */

import { fdiv, mod } from './integers';

/** Centre of a paddle that was at `y` and has been driven `way` since; the walls hold it. */
export function paddleAt(y: number, way: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, y + way));
}

/** Way from the top wall, 0 to span, for an unfolded way. */
export function fold(raw: number, span: number): number {
  const way = mod(raw, 2 * span);
  return way <= span ? way : 2 * span - way;
}

/** The vertical speed after the folds: away from the wall at a touch. */
export function heading(raw: number, vy: number, span: number): number {
  const way = mod(raw, 2 * span);
  if (way === 0) return Math.abs(vy);
  if (way === span) return 0 - Math.abs(vy);
  return way < span ? vy : 0 - vy;
}

/** Walls touched on the way to `raw`, from a start inside the court. */
export function bounces(raw: number, vy: number, span: number): number {
  if (vy > 0) return fdiv(raw, span);
  if (vy === 0 || raw > 0) return 0;
  return fdiv(0 - raw, span) + 1;
}

/** Ticks until a way of `distance` is covered or just passed. */
export function arrival(distance: number, speed: number): number {
  return 0 - fdiv(0 - distance, speed);
}

/** Angle steps of a return: by how far from its centre the paddle met the ball, dragged by its motion. */
export function angleIndex(off: number, reach: number, steps: number, drag: number): number {
  const index = fdiv(Math.abs(off) * steps, reach);
  return Math.max(-steps, Math.min(steps, (off >= 0 ? index : 0 - index) + drag));
}
