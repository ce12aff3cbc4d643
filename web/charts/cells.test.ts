import { describe, expect, it } from 'vitest';
import { framed, lettered } from './cells';
import type { Palette } from './palette';
import { along, contrast, readable, veiled } from './shades';

const palette = { muted: '#555555' } as Palette;
const heat = {
  type: 'heatmap', x: ['slow', 'fast'], y: ['top'], z: [[12, null]], text: [['12', 'n 3']], texttemplate: '%{text}',
  colorscale: [[0, '#ffffff'], [1, '#000000']], zmin: 0, zmax: 12,
};

describe('cells', () => {
  it('carry their own letters, readable on their colour, quiet without one', () => {
    const [bare, line, letters] = lettered([heat, { type: 'scatter' }], palette);
    expect(bare).toMatchObject({ type: 'heatmap', texttemplate: '' });
    expect(line).toEqual({ type: 'scatter' });
    expect(letters).toMatchObject({ x: ['slow', 'fast'], y: ['top', 'top'], text: ['12', 'n 3'], textfont: { color: ['#ffffff', '#555555'] } });
  });

  it('are all in the frame, coloured or not', () => {
    expect(framed([heat], { xaxis: { type: 'category' } })).toEqual({ xaxis: { type: 'category', range: [-0.5, 1.5] } });
    expect(framed([{ type: 'bar' }], { xaxis: {} })).toEqual({ xaxis: {} });
  });

  it('are left alone where nothing is written in them', () => {
    expect(lettered([{ type: 'heatmap', z: [[1]] }], palette)).toHaveLength(1);
  });
});

describe('shades', () => {
  it('lie along a scale', () => {
    const scale = [[0, '#000000'], [0.5, '#808080'], [1, '#ffffff']] as const;
    expect(along(scale, 0.25)).toEqual([64, 64, 64]);
    expect(along(scale, 7)).toEqual([255, 255, 255]);
    expect(along(scale, -1)).toEqual([0, 0, 0]);
  });

  it('have WCAG contrast', () => {
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21, 5);
    expect(readable([255, 255, 0])).toBe('#0b0e14');
    expect(readable([0, 0, 120])).toBe('#ffffff');
  });

  it('take an alpha where they are known', () => {
    expect(veiled('#0000ff', 0.2)).toBe('rgba(0,0,255,0.2)');
    expect(veiled('steelblue', 0.2)).toBe('steelblue');
  });
});
