// Axes put in order: titles of upright axes laid flat on top, one x axis below all panels, few ticks on low ones,
// and no title longer than what it stands below.
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
/** What the labels beside a plot usually take, and the width of a letter of a title. */
const BESIDE_PX = 96;
const LETTER_PX = 6.4;

const end = ({ domain }: Axis, at: 0 | 1): number => {
  const value: unknown = Array.isArray(domain) ? domain[at] : at;
  return typeof value === 'number' ? value : at;
};

const upright = (layout: Layout): [string, Axis][] =>
  Object.keys(layout)
    .filter((key) => /^yaxis\d*$/.test(key))
    .map((key) => [key, layout[key] as Axis]);

/** The same layout, tidied for a width; nothing that a figure says about its data is changed. */
export function tidied(layout: Layout, palette: Palette, width: number): Layout {
  const axes = upright(layout);
  const kept: Layout = { ...layout, ...standing(layout, axes) };
  const x = kept.xaxis as Axis | undefined;
  if (typeof x?.title?.text === 'string') kept.xaxis = { ...x, title: { ...x.title, text: broken(x.title.text, width) } };
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

/** A title in as many lines as it needs. */
function broken(text: string, width: number): string {
  const letters = Math.max(16, (width - BESIDE_PX) / LETTER_PX);
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join('<br>');
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
