// Axes put in order: titles of upright axes laid flat on top, one x axis below all panels, few ticks on low ones.
import type { Palette } from './palette';

type Layout = Record<string, unknown>;

interface Axis {
  title?: { text?: unknown };
  domain?: unknown;
  visible?: unknown;
  side?: unknown;
  anchor?: unknown;
}

const LOW_PANEL = 0.3;

const end = ({ domain }: Axis, at: 0 | 1): number => {
  const value: unknown = Array.isArray(domain) ? domain[at] : at;
  return typeof value === 'number' ? value : at;
};

const upright = (layout: Layout): [string, Axis][] =>
  Object.keys(layout)
    .filter((key) => /^yaxis\d*$/.test(key))
    .map((key) => [key, layout[key] as Axis]);

/** The same layout, tidied; nothing that a figure says about its data is changed. */
export function tidied(layout: Layout, palette: Palette): Layout {
  const axes = upright(layout);
  const kept: Layout = { ...layout, ...standing(layout, axes) };
  const labels: Layout[] = [];
  for (const [name, axis] of axes) {
    const text = axis.title?.text;
    if (typeof text !== 'string' || !text || axis.visible === false) continue;
    kept[name] = { ...few(axis), title: { text: '' } };
    labels.push(label(text, end(axis, 1), axis.side === 'right', palette));
  }
  const own = Array.isArray(layout.annotations) ? (layout.annotations as unknown[]) : [];
  return { ...kept, annotations: [...own, ...labels] };
}

/** Where panels are stacked over one x axis, that axis stands below the lowest of them. */
function standing(layout: Layout, axes: readonly [string, Axis][]): Layout {
  const x = (layout.xaxis ?? {}) as Axis;
  if (axes.length < 2 || 'xaxis2' in layout || x.anchor !== undefined) return {};
  const [lowest] = [...axes].sort(([, one], [, other]) => end(one, 0) - end(other, 0));
  return { xaxis: { ...x, anchor: (lowest?.[0] ?? 'yaxis').replace('axis', '') } };
}

const few = (axis: Axis): Axis & Layout => (end(axis, 1) - end(axis, 0) < LOW_PANEL ? { nticks: 3, ...axis } : { ...axis });

function label(text: string, y: number, right: boolean, palette: Palette): Layout {
  const x = right ? 1 : 0;
  const xanchor = right ? 'right' : 'left';
  const font = { size: 12.5, color: palette.muted };
  return { text, x, xanchor, xref: 'paper', y, yref: 'paper', yanchor: 'bottom', yshift: 7, showarrow: false, font };
}
