// The numbers in a heat map's cells, set by us: always readable on their cell, quiet where the cell is too thin to colour.
import type { Palette } from './palette';
import type { Trace } from './plotly-types';
import { along, readable, type Scale } from './shades';

const rows = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** The traces with the texts of heat maps moved to text traces at the end, so that places of traces do not change. */
export function lettered(data: readonly Trace[], palette: Palette): Trace[] {
  const bare = data.map((trace) => (isLettered(trace) ? { ...trace, texttemplate: '' } : trace));
  return [...bare, ...data.filter(isLettered).map((trace) => letters(trace, palette))];
}

/** Every column in the frame: of a map without a coloured cell plotly sees only the letters, and cuts the outer ones. */
export function framed(data: readonly Trace[], layout: Record<string, unknown>): Record<string, unknown> {
  const map = data.find(isLettered);
  if (!map) return layout;
  return { ...layout, xaxis: { ...(layout.xaxis as object), range: [-0.5, rows(map.x).length - 0.5] } };
}

const isLettered = (trace: Trace): boolean => trace.type === 'heatmap' && Array.isArray(trace.text);

function letters(trace: Trace, palette: Palette): Trace {
  const [across, down] = [rows(trace.x), rows(trace.y)];
  const cells = down.flatMap((y, row) => across.map((x, column) => ({ x, y, ...cell(trace, row, column) })));
  const [least, most] = range(trace, cells.map(({ z }) => z));
  const scale = trace.colorscale as Scale;
  const colour = (z: number | null): string =>
    z === null ? palette.muted : readable(along(scale, (z - least) / (most - least || 1)));
  return {
    type: 'scatter', mode: 'text', hoverinfo: 'skip', showlegend: false,
    x: cells.map(({ x }) => x), y: cells.map(({ y }) => y), text: cells.map(({ text }) => text),
    textfont: { size: 12.5, color: cells.map(({ z }) => colour(z)) },
  };
}

function cell(trace: Trace, row: number, column: number): { z: number | null; text: unknown } {
  const z = rows(rows(trace.z)[row])[column];
  return { z: typeof z === 'number' ? z : null, text: rows(rows(trace.text)[row])[column] };
}

function range(trace: Trace, values: readonly (number | null)[]): [number, number] {
  const known = values.filter((value) => value !== null);
  const least = typeof trace.zmin === 'number' ? trace.zmin : Math.min(...known);
  const most = typeof trace.zmax === 'number' ? trace.zmax : Math.max(...known);
  return [least, most];
}
