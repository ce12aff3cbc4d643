// Small pictures of the three ways to play.
import { html, svg, type TemplateResult } from 'lit';

export type Way = 'house' | 'keyboard' | 'browsers';

const key = (x: number, y: number, letter: string, side: 0 | 1): TemplateResult => svg`
  <rect class="rb-art-${side}" x=${x} y=${y} width="18" height="18" rx="4"></rect>
  <text class="rb-art-key" x=${x + 9} y=${y + 13.5} text-anchor="middle">${letter}</text>
`;

const screen = (x: number, side: 0 | 1): TemplateResult => svg`
  <rect class="rb-art-screen" x=${x} y="11" width="28" height="24" rx="4"></rect>
  <rect class="rb-art-${side}" x=${side === 0 ? x + 5 : x + 19} y="17" width="4" height="12" rx="2"></rect>
`;

const PICTURES: Readonly<Record<Way, () => TemplateResult>> = {
  house: () => svg`
    <rect class="rb-art-0" x="12" y="14" width="5" height="18" rx="2.5"></rect>
    <circle class="rb-art-ball" cx="32" cy="25" r="3"></circle>
    <rect class="rb-art-1" x="48" y="10" width="18" height="26" rx="5"></rect>
    <circle class="rb-art-eye" cx="57" cy="23" r="6"></circle><circle class="rb-art-pupil" cx="55.5" cy="23" r="2.4"></circle>
  `,
  keyboard: () => svg`${key(14, 4, 'W', 0)} ${key(14, 25, 'S', 0)} ${key(46, 4, '↑', 1)} ${key(46, 25, '↓', 1)}`,
  browsers: () => svg`
    ${screen(6, 0)} ${screen(44, 1)}
    <line class="rb-art-wire" x1="34" y1="23" x2="44" y2="23"></line>
    <circle class="rb-art-ball" cx="39" cy="23" r="3"></circle>
  `,
};

export const wayArt = (way: Way): TemplateResult => html`
  <svg class="rb-way-art" viewBox="0 0 78 46" width="78" height="46" aria-hidden="true">
    <rect class="rb-art-court" width="78" height="46" rx="9"></rect>
    ${PICTURES[way]()}
  </svg>
`;
