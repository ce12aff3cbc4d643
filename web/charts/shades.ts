// Shades: colours as numbers, for the few places where a chart has to mix or judge them itself.

export type Shade = readonly [number, number, number];
export type Scale = readonly (readonly [number, string])[];

/** A #rrggbb colour as numbers; null for any other notation. */
export function shade(colour: string): Shade | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!parts) return null;
  return [Number.parseInt(parts[1] ?? '', 16), Number.parseInt(parts[2] ?? '', 16), Number.parseInt(parts[3] ?? '', 16)];
}

/** A #rrggbb colour with an alpha; any other notation is left as it is. */
export function veiled(colour: string, alpha: number): string {
  const parts = shade(colour);
  return parts ? `rgba(${parts.join(',')},${alpha})` : colour;
}

/** The shade at a place from 0 to 1 of a colour scale. */
export function along(scale: Scale, place: number): Shade {
  const at = Math.min(1, Math.max(0, place));
  const after = Math.max(1, scale.findIndex(([stop]) => stop >= at));
  const [from, low] = scale[after - 1] ?? [0, '#000000'];
  const [to, high] = scale[after] ?? [1, low];
  const share = to > from ? (at - from) / (to - from) : 0;
  const [one, other] = [shade(low) ?? [0, 0, 0], shade(high) ?? [0, 0, 0]];
  return [0, 1, 2].map((part) => (one[part] ?? 0) + ((other[part] ?? 0) - (one[part] ?? 0)) * share) as unknown as Shade;
}

const linear = (part: number): number => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);

const luminance = ([red, green, blue]: Shade): number => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** WCAG's contrast ratio, from 1 to 21. */
export function contrast(one: Shade, other: Shade): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** Black or white, whichever reads better on this ground. */
export const readable = (ground: Shade): string =>
  contrast(ground, [255, 255, 255]) >= contrast(ground, [11, 14, 20]) ? '#ffffff' : '#0b0e14';
