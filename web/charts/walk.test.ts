import { describe, expect, it } from 'vitest';
import { legendFor } from './legend';
import { said, stepsIn, stepTo } from './walk';

describe('walking a figure', () => {
  it('stands on every point that is drawn, trace by trace', () => {
    const steps = stepsIn([
      { type: 'scatter', x: [1, 2, 3], y: [1, null, 3] },
      { type: 'scatter', x: [1], y: [1], hoverinfo: 'skip' },
      { type: 'heatmap', z: [[1, null], [3, 4]] },
    ]);
    expect(steps.map(({ curveNumber, pointNumber }) => [curveNumber, pointNumber])).toEqual([[0, 0], [0, 2], [2, [0, 0]], [2, [1, 0]], [2, [1, 1]]]);
  });

  it('goes by arrows, Home and End, and stops at the ends', () => {
    const steps = stepsIn([{ type: 'bar', y: [1, 2, 3] }]);
    expect(stepTo('ArrowRight', steps, -1)).toBe(0);
    expect(stepTo('ArrowRight', steps, 2)).toBe(2);
    expect(stepTo('ArrowLeft', steps, 0)).toBe(0);
    expect(stepTo('End', steps, 0)).toBe(2);
    expect(stepTo('a', steps, 0)).toBeNull();
    expect(stepTo('ArrowRight', [], -1)).toBeNull();
  });

  it('says a point in plain words', () => {
    const layout = { xaxis: { title: { text: 'time, ms' } }, yaxis2: { title: { text: 'saves, %' } } };
    const line = { type: 'scatter', name: 'A &amp; <b>B</b>', x: ['100', '300'], y: [17, 47.123], yaxis: 'y2' };
    const heat = { type: 'heatmap', x: ['slow', 'fast'], y: ['top'], z: [[1, -2]] };
    const plot = { data: [line, heat], layout };
    expect(said(plot, { curveNumber: 0, pointNumber: 1 })).toBe('A & B: time, ms 300, saves, % 47.12');
    expect(said(plot, { curveNumber: 1, pointNumber: [0, 1] })).toBe('time, ms fast, top, −2');
  });
});

describe('legend', () => {
  it('has a line of its own where it would meet the axis title', () => {
    const data = [{ name: 'Doodle, saved' }, { name: 'Doodle, missed' }, { name: 'hidden', showlegend: false }];
    const layout = { yaxis: { title: { text: 'ball speed, u/s' } } };
    expect(legendFor(data, layout, { width: 1100, height: 340 })).toEqual({ y: 1.01 });
    expect((legendFor(data, layout, { width: 360, height: 340 }) as { y: number }).y).toBeGreaterThan(1.05);
  });
});
