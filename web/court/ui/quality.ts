/** How good the connection is, in a word, a number and a mark: never by colour alone. */

import { msg, str } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';

export type Quality = 'good' | 'slow' | 'poor';

/** One-way milliseconds from which late keys are felt, and from which the rules can no longer make up for them. */
const SLOW_MS = 80;
const POOR_MS = 120;
const BARS: Readonly<Record<Quality, number>> = { good: 3, slow: 2, poor: 1 };

export function qualityOf(rtt: number): Quality {
  const oneWay = rtt / 2;
  if (oneWay >= POOR_MS) return 'poor';
  return oneWay >= SLOW_MS ? 'slow' : 'good';
}

export function qualityMark(rtt: number | null, linked: boolean): TemplateResult {
  if (!linked) return html`<span class="rb-quality">${msg('Not connected')}</span>`;
  if (rtt === null) return html`<span class="rb-quality">${msg('Measuring …')}</span>`;
  const quality = qualityOf(rtt);
  const ms = Math.round(rtt);
  return html`
    <span class="rb-quality is-${quality}" title=${about(quality)}>
      <svg viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
        ${[0, 1, 2].map((at) => bar(at, at < BARS[quality]))}
      </svg>
      <span class="visually-hidden">${msg('Connection')} </span>${word(quality)} <small>${msg(str`${ms} ms`)}</small>
    </span>
  `;
}

function bar(at: number, on: boolean): TemplateResult {
  const height = 4 + 4 * at;
  return svg`<rect class=${on ? 'is-on' : ''} x=${6 * at} y=${12 - height} width="4" height=${height} rx="1"></rect>`;
}

function word(quality: Quality): string {
  if (quality === 'good') return msg('Good connection');
  return quality === 'slow' ? msg('Slow connection') : msg('Very slow connection');
}

function about(quality: Quality): string {
  if (quality === 'good') return msg('Your keys count when you press them.');
  if (quality === 'slow') return msg('Your keys still count when you press them; the far paddle may jump a little.');
  return msg('Beyond 100 ms one way, keys count later than you press them.');
}
