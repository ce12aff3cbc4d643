import { describe, expect, test } from 'vitest';
import { fit, sharp, toCourt, transform } from './surface';

/** What a canvas does with a transform. */
function apply([a, b, c, d, e, f]: readonly number[], x: number, y: number): [number, number] {
  return [(a ?? 0) * x + (c ?? 0) * y + (e ?? 0), (b ?? 0) * x + (d ?? 0) * y + (f ?? 0)];
}

describe('the court on a canvas', () => {
  test.each([null, 0, 1] as const)(
    'a point drawn and then touched is the same point (slot %s at the bottom)',
    (bottom) => {
      const view = fit(780, 1404, bottom);
      const [px, py] = apply(transform(view), 160, 700);
      const spot = toCourt(view, px, py);
      expect(spot.x).toBeCloseTo(160, 9);
      expect(spot.y).toBeCloseTo(700, 9);
    },
  );

  test('the own side lies at the bottom of an upright court', () => {
    for (const [slot, plane] of [
      [0, 160],
      [1, 1440],
    ] as const) {
      const [, py] = apply(transform(fit(900, 1600, slot)), plane, 450);
      expect(py).toBe(1440);
    }
  });

  test('a court that lies fills the width and is centred', () => {
    expect(fit(1600, 1000, null)).toEqual({ scale: 1, left: 0, top: 50, bottom: null });
  });

  test('a sharp edge falls on a whole device pixel', () => {
    const scale = 0.4375;
    expect(sharp(scale, 123.4) * scale).toBeCloseTo(Math.round(123.4 * scale), 9);
  });
});
