// The palette: what the names of colours in a figure mean in the theme now shown. Read from the tokens, never copied.
import { type Scale, veiled } from './shades';

export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly side0: string;
  readonly side1: string;
  readonly side0Soft: string;
  readonly side1Soft: string;
  readonly peers: string;
  readonly warn: string;
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  readonly font: string;
}

const TOKENS: Readonly<Record<keyof Palette, string>> = {
  ink: '--rb-ink',
  muted: '--rb-muted',
  line: '--rb-line',
  surface: '--rb-surface',
  side0: '--rb-side0',
  side1: '--rb-side1',
  side0Soft: '--rb-side0-soft',
  side1Soft: '--rb-side1-soft',
  peers: '--rb-peers',
  warn: '--rb-warn',
  low: '--rb-scale-low',
  middle: '--rb-scale-middle',
  high: '--rb-scale-high',
  font: '--rb-font',
};

const NAMES = Object.keys(TOKENS) as (keyof Palette)[];

/** On the court its own colours hold, the same in both themes. */
const COURT = {
  ink: '--rb-court-ink',
  muted: '--rb-court-muted',
  line: '--rb-court-line',
  surface: '--rb-court',
  side0: '--rb-court-side0',
  side1: '--rb-court-side1',
  peers: '--rb-court-muted',
};

/** The palette of the theme this element stands in, or of the court. */
export function paletteOf(element: Element, court = false): Palette {
  const style = getComputedStyle(element);
  const tokens = court ? { ...TOKENS, ...COURT } : TOKENS;
  const read = (name: keyof Palette): string => style.getPropertyValue(tokens[name]).trim();
  return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Record<keyof Palette, string>;
}

/** `var:me` and its kin, and `scale:diverging`, as values; null for a text that names no colour. */
export function meaning(name: string, palette: Palette): string | Scale | null {
  switch (name) {
    case 'var:side0':
    case 'var:me':
      return palette.side0;
    case 'var:side1':
      return palette.side1;
    case 'var:peers':
      return palette.peers;
    case 'var:muted':
      return palette.muted;
    case 'var:ink':
      return palette.ink;
    case 'var:warn':
      return palette.warn;
    case 'scale:diverging':
      return [[0, palette.low], [0.5, palette.middle], [1, palette.high]];
    case 'scale:sequential':
      return [[0, palette.middle], [1, palette.high]];
    default:
      return null;
  }
}

/** The same plot with every named colour replaced; all else is left as it was. */
export function painted<T>(value: T, palette: Palette): T {
  if (typeof value === 'string') return (meaning(value, palette) ?? value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => painted(item, palette)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, painted(item as unknown, palette)] as const);
  return dressed(Object.fromEntries(entries)) as T;
}

const SOFT = 0.18;
const SOFT_BAR = 0.28;
const STROKE = 3;

/** What plotly's template cannot say: a band is soft (its own `opacity` does not reach a filled area), a dash has weight. */
function dressed(part: Record<string, unknown>): Record<string, unknown> {
  const { fill, fillcolor, opacity, symbol } = part;
  if (part.type === 'bar' && part.error_y) return { ...part, marker: softened(part.marker) };
  if (typeof fillcolor === 'string' && typeof fill === 'string') {
    return { ...part, fillcolor: veiled(fillcolor, typeof opacity === 'number' ? opacity : SOFT) };
  }
  if (typeof symbol === 'string' && symbol.endsWith('-open')) return { line: { width: STROKE }, ...part };
  return part;
}

/** A bar that whiskers and dashes are read against: outlined, and light within. */
function softened(marker: unknown): unknown {
  const { color } = (marker ?? {}) as { color?: unknown };
  if (typeof color !== 'string') return marker;
  return { ...(marker as object), color: veiled(color, SOFT_BAR), line: { color, width: 1.5 } };
}
