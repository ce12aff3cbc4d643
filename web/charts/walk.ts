// Walking through a figure by keyboard: which points there are, which comes next, and how one is said.
import { measure } from '../i18n/format';
import type { Plot, Trace } from './plotly-types';

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

/** The title a figure gave to an axis, whose place in the layout follows from a trace's own "x2" or "y". */
function title({ layout }: Plot, axis: 'x' | 'y', reference: unknown): string {
  const place = typeof reference === 'string' ? reference.slice(1) : '';
  const given = layout[`${axis}axis${place}`] as { title?: { text?: unknown } } | undefined;
  return plain(given?.title?.text);
}

function cell(trace: Trace, [row, column]: readonly number[]): { x: unknown; y: unknown; z: unknown } {
  return { x: rows(trace.x)[column ?? 0], y: rows(trace.y)[row ?? 0], z: rows(rows(trace.z)[row ?? 0])[column ?? 0] };
}

/** A point as it is read out: "Ada: time to spare, ms 300, saves, % 47". */
export function said(plot: Plot, { curveNumber, pointNumber }: Step): string {
  const trace = plot.data[curveNumber] ?? {};
  const at = typeof pointNumber === 'number' ? pointNumber : 0;
  const flat = { x: rows(trace.x)[at] ?? at, y: rows(trace.y)[at] ?? at, z: undefined };
  const { x, y, z } = typeof pointNumber === 'number' ? flat : cell(trace, pointNumber);
  const across = [title(plot, 'x', trace.xaxis), plain(x)].filter(Boolean).join(' ');
  const up = [title(plot, 'y', trace.yaxis), plain(y)].filter(Boolean).join(' ');
  const body = [across, up, plain(z)].filter(Boolean).join(', ');
  const name = plain(trace.name);
  return name ? `${name}: ${body}` : body;
}
