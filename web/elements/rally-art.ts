// The rally in the lobby: a court, one rally played once in under five seconds, and the trail it leaves.
import { localized, msg } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LightElement } from './light';

interface Point {
  readonly x: number;
  readonly y: number;
}

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 56;
const RIGHT = WIDTH - 56;
const SECONDS = 4.6;

/** Where the ball turned: paddles at even steps, walls between them, out at last. */
const RALLY: readonly Point[] = [
  { x: LEFT, y: 214 },
  { x: RIGHT, y: 128 },
  { x: 330, y: 10 },
  { x: LEFT, y: 138 },
  { x: 372, y: 350 },
  { x: RIGHT, y: 226 },
  { x: LEFT, y: 66 },
  { x: 214, y: 10 },
  { x: 520, y: 350 },
  { x: WIDTH + 12, y: 258 },
];

const path = (points: readonly Point[]): string => points.map(({ x, y }, at) => `${at ? 'L' : 'M'}${x} ${y}`).join(' ');

@localized()
@customElement('rb-rally-art')
export class RallyArt extends LightElement {
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  protected override render(): TemplateResult {
    return html`
      <div class="rb-rally-art">
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${msg('A rally on the court: five shots, then a point')}>
          <rect class="rb-art-court" width=${WIDTH} height=${HEIGHT} rx="18"></rect>
          <line class="rb-art-line" x1=${WIDTH / 2} y1="18" x2=${WIDTH / 2} y2=${HEIGHT - 18} stroke-dasharray="3 9"></line>
          ${this.#trail()} ${this.#marks()} ${this.#paddle(0)} ${this.#paddle(1)} ${this.#ball()}
        </svg>
      </div>
    `;
  }

  #trail(): TemplateResult {
    return svg`<path class="rb-art-path" d=${path(RALLY)} fill="none"></path>`;
  }

  #marks(): TemplateResult {
    const save = msg('saved');
    const chance = msg('47 % save');
    return svg`
      ${RALLY.filter(({ x }) => x === LEFT || x === RIGHT).map(({ x, y }) => svg`<circle class=${x === LEFT ? 'rb-art-0' : 'rb-art-1'} cx=${x} cy=${y} r="4.5" opacity=".55"></circle>`)}
      <g class="rb-art-note"><text x=${LEFT + 18} y="62">${save}</text></g>
      <g class="rb-art-note"><text x=${RIGHT - 18} y="316" text-anchor="end">${chance}</text></g>
    `;
  }

  #paddle(side: 0 | 1): TemplateResult {
    const x = side === 0 ? LEFT - 14 : RIGHT + 4;
    const stops = side === 0 ? [214, 176, 138, 100, 66, 66] : [180, 128, 160, 226, 190, 168];
    const values = stops.map((y) => y - 34).join(';');
    const rest = (stops.at(-1) ?? 180) - 34;
    return svg`
      <rect class="rb-art-${side}" x=${x} y=${rest} width="10" height="68" rx="5">
        ${this.#still ? '' : svg`<animate attributeName="y" values=${values} dur="${SECONDS}s" fill="freeze"></animate>`}
      </rect>
    `;
  }

  #ball(): TemplateResult {
    if (this.#still) return svg`<circle class="rb-art-ball" cx="412" cy="228" r="8"></circle>`;
    return svg`
      <circle class="rb-art-ball" r="8">
        <animateMotion path=${path(RALLY)} dur="${SECONDS}s" fill="freeze"></animateMotion>
      </circle>
    `;
  }
}
