import { describe, expect, it } from 'vitest';
import { meaning, painted, type Palette, paletteOf } from './palette';
import { templateOf } from './template';

const PALETTE: Palette = {
  ink: '#111111', muted: '#555555', line: '#dddddd', surface: '#ffffff', side0: '#0000ff', side1: '#ff8800', side0Soft: '#ccccff',
  side1Soft: '#ffeecc', peers: '#777777', warn: '#886600', low: '#ff8800', middle: '#f0f0f0', high: '#0000ff', font: 'Archivo',
};

describe('palette', () => {
  it('knows every name that the server may use', () => {
    for (const name of ['side0', 'side1', 'me', 'peers', 'muted', 'ink', 'warn']) expect(meaning(`var:${name}`, PALETTE)).toMatch(/^#/);
    expect(meaning('scale:diverging', PALETTE)).toEqual([[0, '#ff8800'], [0.5, '#f0f0f0'], [1, '#0000ff']]);
    expect(meaning('scale:sequential', PALETTE)).toHaveLength(2);
  });

  it('paints names wherever they stand, and leaves all else', () => {
    const trace = { marker: { color: ['var:me', 'var:muted'] }, name: 'variable', y: [1, null], on: true };
    expect(painted(trace, PALETTE)).toEqual({ ...trace, marker: { color: ['#0000ff', '#555555'] } });
  });

  it('draws bands soft and dashes strong', () => {
    expect(painted({ fill: 'tonexty', fillcolor: 'var:me', opacity: 0.2 }, PALETTE)).toMatchObject({ fillcolor: 'rgba(0,0,255,0.2)' });
    expect(painted({ symbol: 'line-ew-open' }, PALETTE)).toMatchObject({ line: { width: 3 } });
  });

  it('lightens bars that carry an interval, and no others', () => {
    const bar = { type: 'bar', marker: { color: 'var:me' } };
    expect(painted({ ...bar, error_y: { array: [1] } }, PALETTE)).toMatchObject({ marker: { color: 'rgba(0,0,255,0.28)', line: { color: '#0000ff' } } });
    expect(painted(bar, PALETTE)).toEqual({ type: 'bar', marker: { color: '#0000ff' } });
  });

  it('reads the tokens of the theme, and of the court', () => {
    document.body.style.setProperty('--rb-side0', '#0a0b0c');
    document.body.style.setProperty('--rb-court-side0', '#0d0e0f');
    expect(paletteOf(document.body).side0).toBe('#0a0b0c');
    expect(paletteOf(document.body, true).side0).toBe('#0d0e0f');
  });
});

describe('template', () => {
  it('is made of the palette alone', () => {
    const written = JSON.stringify(templateOf(PALETTE, { compact: false, grid: true }));
    const colours = new Set(written.match(/#[0-9a-f]{6}/g));
    expect([...colours].filter((colour) => !Object.values(PALETTE).includes(colour))).toEqual([]);
  });

  it('takes the grid away under cells and the size down on a phone', () => {
    const made = templateOf(PALETTE, { compact: true, grid: false }) as { layout: { font: { size: number }; yaxis: { showgrid: boolean } } };
    expect(made.layout.yaxis.showgrid).toBe(false);
    expect(made.layout.font.size).toBe(12);
  });
});
