// An avatar: the player's picture, or a small court frozen mid-rally drawn from their key, so that nobody needs one.
import { svg, type TemplateResult, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LightElement } from './light';

/** Eight small numbers, 0 to 1, always the same for the same key. */
export function numbersOf(seed: string): number[] {
  let hash = 0x811c9dc5;
  const step = (code: number): number => {
    hash = Math.imul(hash ^ code, 0x01000193) >>> 0;
    return hash;
  };
  for (const letter of seed) step(letter.codePointAt(0) ?? 0);
  return Array.from({ length: 8 }, (_, index) => ((step(index * 37 + 11) >>> 8) & 0xffff) / 0xffff);
}

@customElement('rb-avatar')
export class Avatar extends LightElement {
  @property({ attribute: false }) seed = '';
  /** The address of a picture; null shows the drawn one. */
  @property({ attribute: false }) src: string | null = null;

  protected override render(): TemplateResult {
    if (this.src) return html`<img class="rb-avatar" src=${this.src} alt="" width="256" height="256" decoding="async" />`;
    const [left = 0.5, right = 0.5, across = 0.5, down = 0.5, turn = 0.5] = numbersOf(this.seed);
    const x = 13 + across * 14;
    const y = 9 + down * 22;
    const back = turn < 0.5 ? 7 : 33;
    const from = turn < 0.5 ? 6 + left * 18 + 5 : 6 + right * 18 + 5;
    return html`
      <svg class="rb-avatar" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
        <rect class="rb-art-court" width="40" height="40" rx="11"></rect>
        ${svg`<line class="rb-art-trail" x1=${back} y1=${from} x2=${x} y2=${y}></line>`}
        <rect class="rb-art-0" x="6" y=${6 + left * 18} width="3.5" height="10" rx="1.75"></rect>
        <rect class="rb-art-1" x="30.5" y=${6 + right * 18} width="3.5" height="10" rx="1.75"></rect>
        <circle class="rb-art-ball" cx=${x} cy=${y} r="2.8"></circle>
      </svg>
    `;
  }
}
