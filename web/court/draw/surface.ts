/**
 * A surface: a canvas whose pixels are the screen's own, and the map between them and the court.
 *
 * On a tall screen the court is turned by a quarter, the viewer's own side at the bottom, so that a phone held upright
 * gets a court four times as large.
 */

import type { Slot } from '../engine/intents';
import type { Spot } from '../scene';

/** Where the court lies on the canvas: `scale` device pixels a court unit, offsets in device pixels. */
export interface View {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** The slot at the bottom of a court standing upright; null when it lies as usual. */
  readonly bottom: Slot | null;
}

/** Safari has no device-pixel box yet; there the content box times the pixel ratio is near enough. */
const PRECISE =
  typeof ResizeObserverEntry === 'function' && 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;

export const COURT = { width: 1600, height: 900 } as const;

/** The largest whole-pixel court that fits in so many device pixels. */
export function fit(width: number, height: number, bottom: Slot | null): View {
  const [wide, high] = bottom === null ? [COURT.width, COURT.height] : [COURT.height, COURT.width];
  const scale = Math.min(width / wide, height / high);
  return { scale, left: Math.round((width - wide * scale) / 2), top: Math.round((height - high * scale) / 2), bottom };
}

/** The canvas transform from court units to device pixels. */
export function transform({ scale, left, top, bottom }: View): [number, number, number, number, number, number] {
  if (bottom === 0) return [0, -scale, scale, 0, left, top + COURT.width * scale];
  if (bottom === 1) return [0, scale, -scale, 0, left + COURT.height * scale, top];
  return [scale, 0, 0, scale, left, top];
}

/** The court position, in court units, of a device pixel. */
export function toCourt({ scale, left, top, bottom }: View, px: number, py: number): Spot {
  const across = (px - left) / scale;
  const down = (py - top) / scale;
  if (bottom === 0) return { x: COURT.width - down, y: across };
  if (bottom === 1) return { x: down, y: COURT.height - across };
  return { x: across, y: down };
}

/** A length in court units moved to the nearest whole device pixel, so that straight edges stay sharp. */
export function sharp(scale: number, length: number): number {
  return Math.round(length * scale) / scale;
}

/** Keeps a canvas at the screen's resolution and says so when that changes. */
export class Surface {
  view: View = fit(COURT.width, COURT.height, null);
  readonly #watch: ResizeObserver;
  #bottom: Slot | null = null;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly onchange: () => void,
  ) {
    this.#watch = new ResizeObserver(([entry]) => {
      if (entry) this.#resize(...devicePixels(entry));
    });
    this.#watch.observe(canvas, { box: PRECISE ? 'device-pixel-content-box' : 'content-box' });
  }

  /** Stand the court upright with this slot at the bottom, or lay it down. */
  turn(bottom: Slot | null): void {
    if (bottom === this.#bottom) return;
    this.#bottom = bottom;
    this.#resize(this.canvas.width, this.canvas.height);
  }

  /** The court position under a pointer. */
  at(event: { clientX: number; clientY: number }): Spot {
    const box = this.canvas.getBoundingClientRect();
    const ratio = this.canvas.width / (box.width || 1);
    return toCourt(this.view, (event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio);
  }

  close(): void {
    this.#watch.disconnect();
  }

  #resize(width: number, height: number): void {
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.view = fit(width, height, this.#bottom);
    this.onchange();
  }
}

function devicePixels(entry: ResizeObserverEntry): [number, number] {
  const { width, height } = entry.contentRect;
  const near: [number, number] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  const [exact] = PRECISE ? entry.devicePixelContentBoxSize : [];
  // A browser that pretends to be another screen gives the box of its own.
  if (!exact || Math.abs(exact.inlineSize - near[0]) > 1.5) return near;
  return [exact.inlineSize, exact.blockSize];
}
