// A picture of three seconds in a bot's life: a look each second, keys between, nothing seen in between.
import { msg } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';

const SECOND = 220;
const LEFT = 24;
const LOOKS = [0, 1, 2, 3];
const HOLDS: readonly (readonly [number, number, 'up' | 'down'])[] = [
  [0.25, 0.62, 'up'],
  [1.25, 1.44, 'down'],
  [2.3, 2.86, 'up'],
];

export function lookArt(): TemplateResult {
  const label = msg('Three seconds: the bot looks once at the start of each, and holds a key for a while after every look.');
  return html`
    <div class="rb-look-art">
      <svg viewBox="0 0 ${LEFT * 2 + SECOND * 3} 132" role="img" aria-label=${label}>
        ${svg`<line class="rb-look-line" x1=${LEFT} y1="72" x2=${LEFT + SECOND * 3} y2="72"></line>`}
        ${HOLDS.map(([from, to, way]) => hold(from, to, way))} ${LOOKS.map((second) => look(second))}
      </svg>
    </div>
  `;
}

function look(second: number): TemplateResult {
  const x = LEFT + second * SECOND;
  return svg`
    <circle class="rb-look-eye" cx=${x} cy="72" r="13"></circle>
    <circle class="rb-look-pupil" cx=${x} cy="72" r="4.5"></circle>
    <text class="rb-look-text" x=${x} y="112" text-anchor="middle">${second} s</text>
  `;
}

function hold(from: number, to: number, way: 'up' | 'down'): TemplateResult {
  const x = LEFT + from * SECOND;
  const width = (to - from) * SECOND;
  const word = way === 'up' ? msg('key up held') : msg('key down held');
  return svg`
    <rect class="rb-look-hold" x=${x} y="62" width=${width} height="20" rx="5"></rect>
    <text class="rb-look-text" x=${x + width / 2} y="44" text-anchor="middle">${word}</text>
  `;
}
