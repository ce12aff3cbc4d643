// Walking through a figure by keyboard: which points there are, which comes next, and how one is said.
import { measure } from '../i18n/format';
import type { HoverPoint, Trace } from './plotly-types';

export interface Step {
  readonly curveNumber: number;
  readonly pointNumber: number | number[];
}

const rows = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function stepsOf(trace: Trace, curveNumber: number): Step[] {
  if (trace.hoverinfo === 'skip' || trace.hoverinfo === 'none' || trace.visible === false) return [];
  if (trace.type === 'heatmap') {
    return rows(trace.z).flatMap((row, y) =>
      rows(row).flatMap((cell, x) => (cell === null ? [] : [{ curveNumber, pointNumber: [y, x] }])),
    );
  }
  if (trace.type === 'box' || trace.type === 'violin') return [];
  const x = rows(trace.x);
  const y = rows(trace.y);
  const many = Math.max(x.length, y.length);
  const places = Array.from({ length: many }, (_, index) => index);
  return places.filter((index) => x[index] !== null && y[index] !== null).map((pointNumber) => ({ curveNumber, pointNumber }));
}

/** Every point one can stand on, trace by trace. */
export const stepsIn = (data: readonly Trace[]): Step[] => data.flatMap((trace, curve) => stepsOf(trace, curve));

/** Where a key leads from here: within the trace, or to the next trace; null for a key that is not ours. */
export function stepTo(key: string, steps: readonly Step[], at: number): number | null {
  const last = steps.length - 1;
  if (last < 0) return null;
  if (key === 'ArrowRight') return Math.min(last, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  return null;
}

const MARKUP = /<[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** A label of the plot as plain words: markup gone, escapes undone. */
export function plain(label: unknown): string {
  if (typeof label === 'number') return measure(label, 2);
  if (typeof label !== 'string') return '';
  const bare = label.replace(MARKUP, ' ').replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
  return bare.replace(/\s+/g, ' ').trim();
}

type Layout = Record<string, unknown>;

/** The title a figure gave to one of its axes; the drawn axis may have been relieved of it. */
function title(layout: Layout, axis: { _name?: string } | undefined): string {
  const given = axis?._name ? (layout[axis._name] as { title?: { text?: unknown } } | undefined) : undefined;
  return plain(given?.title?.text);
}

/** A point as it is read out: "Saves: Time to spare 300, Save % 47". */
export function said(point: HoverPoint, layout: Layout): string {
  const across = [title(layout, point.xaxis), plain(point.x)].filter(Boolean).join(' ');
  const up = [title(layout, point.yaxis), plain(point.y)].filter(Boolean).join(' ');
  const body = [across, up, plain(point.z)].filter(Boolean).join(', ');
  const name = plain(point.data?.name);
  return name ? `${name}: ${body}` : body;
}
