// The rally in the lobby: one rally, played once in under five seconds, with the chance of every save beside it.
import { localized, msg } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LightElement } from './light';

interface Shot {
  /** Who hit it. */
  readonly side: 0 | 1;
  /** From the paddle, over the walls, to where it came down. */
  readonly points: readonly (readonly [number, number])[];
  /** The chance of the save at its end, per cent. */
  readonly chance: number;
}

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 58;
const RIGHT = WIDTH - LEFT;
const SECONDS = 4.6;

const RALLY: readonly Shot[] = [
  { side: 0, points: [[LEFT, 214], [RIGHT, 132]], chance: 94 },
  { side: 1, points: [[RIGHT, 132], [330, 9], [LEFT, 142]], chance: 88 },
  { side: 0, points: [[LEFT, 142], [366, 351], [RIGHT, 224]], chance: 71 },
  { side: 1, points: [[RIGHT, 224], [LEFT, 70]], chance: 83 },
  { side: 0, points: [[LEFT, 70], [118, 9], [406, 351], [WIDTH - 18, 100]], chance: 31 },
];
const PADDLES: Readonly<Record<0 | 1, readonly number[]>> = { 0: [214, 190, 142, 110, 70, 70], 1: [180, 132, 170, 224, 208, 196] };

const line = (points: Shot['points']): string => points.map(([x, y], at) => `${at ? 'L' : 'M'}${x} ${y}`).join(' ');

function reach({ points }: Shot): number {
  return points.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - (points[at]?.[0] ?? x), y - (points[at]?.[1] ?? y)), 0);
}

/** When each shot is struck and when it arrives, in seconds: the ball keeps one speed over all of them. */
const TIMES: readonly (readonly [number, number])[] = (() => {
  const whole = RALLY.reduce((sum, shot) => sum + reach(shot), 0);
  let at = 0;
  return RALLY.map((shot) => [at, (at += (reach(shot) / whole) * SECONDS)] as const);
})();

@localized()
@customElement('rb-rally-art')
export class RallyArt extends LightElement {
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  protected override render(): TemplateResult {
    const label = msg('A rally of five shots, with the chance of each save: 94, 88, 71 and 83 per cent, and the last, at 31, missed.');
    return html`
      <div class="rb-rally-art">
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
          <rect class="rb-art-court" width=${WIDTH} height=${HEIGHT}></rect>
          <line class="rb-art-line" x1=${WIDTH / 2} y1="18" x2=${WIDTH / 2} y2=${HEIGHT - 18} stroke-dasharray="3 9"></line>
          ${RALLY.map((shot, at) => this.#trail(shot, at))} ${RALLY.map((shot, at) => this.#chance(shot, at))}
          ${this.#paddle(0)} ${this.#paddle(1)} ${this.#ball()}
        </svg>
      </div>
    `;
  }

  /** Older shots are fainter; each has the colour of who hit it, and draws itself behind the ball. */
  #trail({ side, points }: Shot, at: number): TemplateResult {
    const [from, to] = TIMES[at] ?? [0, 0];
    const draws = svg`<animate attributeName="stroke-dashoffset" from="1" to="0" begin="${from}s" dur="${to - from}s" fill="freeze"></animate>`;
    return svg`
      <path class="rb-art-trail-${side}" d=${line(points)} fill="none" pathLength="1" stroke-dasharray="1 1"
        stroke-dashoffset=${this.#still ? 0 : 1} opacity=${0.25 + (0.6 * at) / (RALLY.length - 1)}>${this.#still ? '' : draws}</path>
    `;
  }

  #chance({ side, points, chance }: Shot, at: number): TemplateResult {
    const [x, y] = points.at(-1) ?? [0, 0];
    const [, to] = TIMES[at] ?? [0, 0];
    const shows = this.#still ? '' : svg`<set attributeName="opacity" to="1" begin="${to}s" fill="freeze"></set>`;
    const words = at === RALLY.length - 1 ? lastWords(chance) : beside(x + (side === 0 ? -12 : 12), y - 10, chance, side === 0);
    return svg`<g opacity=${this.#still ? 1 : 0}>${words}${shows}</g>`;
  }

  #paddle(side: 0 | 1): TemplateResult {
    const x = side === 0 ? LEFT - 16 : RIGHT + 6;
    const stops = PADDLES[side].map((y) => y - 34);
    return svg`
      <rect class="rb-art-${side}" x=${x} y=${stops.at(-1) ?? 0} width="10" height="68" rx="5">
        ${this.#still ? '' : svg`<animate attributeName="y" values=${stops.join(';')} keyTimes=${KEY_TIMES} dur="${SECONDS}s" fill="freeze"></animate>`}
      </rect>
    `;
  }

  #ball(): TemplateResult {
    const [x, y] = RALLY.at(-1)?.points.at(-1) ?? [0, 0];
    if (this.#still) return svg`<circle class="rb-art-ball" cx=${x} cy=${y} r="8"></circle>`;
    const path = line(RALLY.flatMap(({ points }, at) => (at ? points.slice(1) : points)));
    return svg`
      <circle class="rb-art-ball" r="8"><animateMotion path=${path} dur="${SECONDS}s" fill="freeze"></animateMotion></circle>
    `;
  }
}

const KEY_TIMES = [0, ...TIMES.map(([, to]) => Math.min(1, to / SECONDS))].join(';');

const beside = (x: number, y: number, percent: number, right: boolean): TemplateResult => svg`
  <circle class="rb-art-ball" cx=${x + (right ? 12 : -12)} cy=${y + 10} r="3"></circle>
  <text class="rb-art-chance" x=${x} y=${y} text-anchor=${right ? 'end' : 'start'}>${percent} %</text>
`;

const lastWords = (percent: number): TemplateResult => svg`
  <text class="rb-art-last" x=${LEFT + 14} y="316">${percent} %</text>
  <text class="rb-art-chance" x=${LEFT + 14} y="338">${msg('chance to save the last ball')}</text>
`;
