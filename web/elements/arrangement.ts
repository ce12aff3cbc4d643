// How figures stand on a board: two abreast, except the first, the tall ones, and whoever would stand alone.
import type { Figure } from '../data/shapes';

export interface Placed {
  readonly figure: Figure;
  readonly wide: boolean;
}

/** From this height on a figure has a row to itself: a low neighbour beside it would stand in a hole. */
const TALL_PX = 480;

const isTall = (figure: Figure): boolean => {
  const height = figure.plot.layout.height;
  return figure.status === 'ok' && typeof height === 'number' && height > TALL_PX;
};

/** The figures in their order, each told whether it has the whole row. */
export function arranged(figures: readonly Figure[]): Placed[] {
  const placed: { figure: Figure; wide: boolean }[] = [];
  let alone: { figure: Figure; wide: boolean } | null = null;
  for (const [index, figure] of figures.entries()) {
    const own = { figure, wide: index === 0 || isTall(figure) };
    placed.push(own);
    if (own.wide && alone) alone.wide = true;
    alone = own.wide || alone ? null : own;
  }
  if (alone) alone.wide = true;
  return placed;
}
