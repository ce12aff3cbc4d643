// The legend stands right of the axis title where both fit on one line, and on a line of its own where they do not.
import type { Trace } from './plotly-types';

interface Size {
  readonly width: number;
  readonly height: number;
}

const LETTER_PX = 7;
const KEY_PX = 46;
const LINE_PX = 24;
const FRAME_PX = 90;

/** Layout for the legend of a chart of this size; what the figure itself says of its legend goes first. */
export function legendFor(data: readonly Trace[], layout: Record<string, unknown>, { width, height }: Size): object {
  const own = (layout.legend ?? {});
  const raised = titleWidth(layout) + legendWidth(data) > width - FRAME_PX;
  const y = raised ? 1 + LINE_PX / Math.max(120, height - FRAME_PX) : 1.01;
  return { y, ...own };
}

function titleWidth(layout: Record<string, unknown>): number {
  const title = (layout.yaxis as { title?: { text?: unknown } } | undefined)?.title?.text;
  return typeof title === 'string' ? title.length * LETTER_PX : 0;
}

function legendWidth(data: readonly Trace[]): number {
  const names = data.filter((trace) => trace.showlegend !== false).map((trace) => trace.name);
  return names.reduce<number>((sum, name) => sum + (typeof name === 'string' ? name.length * LETTER_PX + KEY_PX : 0), 0);
}
