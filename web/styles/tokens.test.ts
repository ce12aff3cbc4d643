import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast, shade } from '../charts/shades';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The tokens of one theme: the blocks whose selector names it, in order. */
function tokens(theme: 'light' | 'dark'): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const meant = selector.includes(`'${theme}'`) || (selector.includes(':root') && !selector.includes('theme='));
    if (!meant) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--rb-([\w-]+):\s*(#[0-9a-f]{6})/g)) found[name] = value;
  }
  return found;
}

const ratio = (theme: Record<string, string>, one: string, other: string): number =>
  contrast(shade(theme[one] ?? '') ?? [0, 0, 0], shade(theme[other] ?? '') ?? [0, 0, 0]);

describe.each(['light', 'dark'] as const)('tokens in the %s theme', (name) => {
  const theme = tokens(name);

  it.each(['ink', 'muted', 'side0', 'side1', 'warn', 'wrong'])('%s reads as text on paper, surface and sunken', (text) => {
    for (const ground of ['paper', 'surface', 'sunken']) expect(ratio(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['peers', 'edge', 'focus'])('%s stands out as a graphic', (mark) => {
    expect(ratio(theme, mark, 'surface')).toBeGreaterThanOrEqual(3);
  });

  it.each(['court-ink', 'court-muted', 'court-side0', 'court-side1', 'ball'])('%s reads on the court', (text) => {
    expect(ratio(theme, text, 'court')).toBeGreaterThanOrEqual(4.5);
    expect(ratio(theme, text, 'court-raised')).toBeGreaterThanOrEqual(4.5);
  });

  it('buttons read', () => {
    expect(ratio(theme, 'action-ink', 'action')).toBeGreaterThanOrEqual(4.5);
    expect(ratio(theme, 'action-ink', 'action-hover')).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the style sheets', () => {
  it('name no colour outside the tokens', () => {
    const sheets = ['type', 'shell', 'controls', 'states', 'players', 'matches', 'lobby', 'board', 'prose', 'account'];
    const named = sheets.filter((sheet) => /#[0-9a-f]{3,8}\b/i.test(readFileSync(join(import.meta.dirname, `${sheet}.css`), 'utf8')));
    expect(named).toEqual([]);
  });

  it('carry plotly’s own rules in the version that is shipped', () => {
    const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
    const version = (JSON.parse(manifest) as { dependencies: Record<string, string> }).dependencies['plotly.js-cartesian-dist-min'];
    expect(readFileSync(join(import.meta.dirname, 'plotly.css'), 'utf8')).toContain(`Plotly.js ${version ?? ''}`);
  });
});
