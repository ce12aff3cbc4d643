/** The win-probability bar: two sides of one whole, moved by points only. */

import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Names } from './names';

/** `left` is slot 0's chance to win the match, 0 to 1. */
export function oddsBar(left: number, names: Names): TemplateResult {
  const [p0, p1] = percents(left);
  const width = (100 * left).toFixed(2);
  const label = msg(str`Win probability: ${names.of(0)} ${p0} %, ${names.of(1)} ${p1} %`);
  return html`
    <div
      class="rb-odds"
      role="img"
      aria-label=${label}
      title=${msg('From the score and who serves, before this rally')}
    >
      <b>${p0}<small> %</small></b>
      <svg class="rb-odds-track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="rb-odds-1" width="100" height="1"></rect>
        <rect class="rb-odds-0" width=${width} height="1"></rect>
      </svg>
      <b>${p1}<small> %</small></b>
    </div>
  `;
}

/** Whole percents that sum to 100 and only say 0 or 100 when it is over. */
export function percents(left: number): [number, number] {
  const p0 = left <= 0 || left >= 1 ? Math.round(100 * left) : Math.min(99, Math.max(1, Math.round(100 * left)));
  return [p0, 100 - p0];
}
