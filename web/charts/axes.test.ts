import { describe, expect, it } from 'vitest';
import { tidied } from './axes';
import type { Palette } from './palette';

const palette = { muted: '#555555' } as Palette;

describe('axes', () => {
  it('lays the title of an upright axis flat on top of it', () => {
    const layout = tidied({ yaxis: { title: { text: 'saves, %' }, range: [0, 100] } }, palette, 800);
    expect(layout).toMatchObject({ yaxis: { title: { text: '' }, range: [0, 100] } });
    expect(layout.annotations).toMatchObject([{ text: 'saves, %', x: 0, y: 1, yref: 'paper', showarrow: false }]);
  });

  it('stands the x axis below the lowest of stacked panels, with few ticks on a low one', () => {
    const stacked = { xaxis: {}, yaxis: { domain: [0.3, 1], title: { text: 'a' } }, yaxis2: { domain: [0, 0.2], title: { text: 'b' } } };
    const layout = tidied(stacked, palette, 800);
    expect(layout).toMatchObject({ xaxis: { anchor: 'y2' }, yaxis2: { nticks: 3 } });
    expect(layout.annotations).toMatchObject([{ y: 1 }, { y: 0.2 }]);
  });

  it('breaks the title of an x axis that is longer than a phone is wide', () => {
    const title = { text: 'win chance gained by the winner of the point, in 100' };
    expect(tidied({ xaxis: { title } }, palette, 320)).toEqual({ xaxis: { title: { text: 'win chance gained by the winner of<br>the point, in 100' } }, annotations: [] });
    expect(tidied({ xaxis: { title } }, palette, 600)).toEqual({ xaxis: { title }, annotations: [] });
  });

  it('leaves what a figure decided itself', () => {
    const own = { annotations: [{ text: 'own' }], xaxis: { anchor: 'y' }, yaxis: { visible: false, title: { text: 'x' } }, yaxis2: {} };
    expect(tidied(own, palette, 800)).toEqual(own);
  });
});
