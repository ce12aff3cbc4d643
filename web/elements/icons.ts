// The site's few icons, drawn on a 20-unit grid in the colour of the text around them.
import { svg, html, type TemplateResult } from 'lit';

const drawn = (shape: TemplateResult): TemplateResult => html`
  <svg class="rb-icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor"
    stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shape}</svg>
`;

export const icons = {
  home: () => drawn(svg`<path d="M3 9.2 10 3.5l7 5.7V16a.8.8 0 0 1-.8.8H3.8A.8.8 0 0 1 3 16z"/><path d="M8 16.8v-4.6h4v4.6"/>`),
  play: () => drawn(svg`<path d="M4 4.5v6M16 9.5v6"/><circle cx="10" cy="10" r="1.6" fill="currentColor"/>`),
  matches: () => drawn(svg`<path d="M3 15.5 7.2 10l3.3 3L17 4.5"/><path d="M12.8 4.5H17v4.2"/>`),
  players: () => drawn(svg`<circle cx="10" cy="6.5" r="3"/><path d="M4 17c.6-3.4 2.9-5 6-5s5.4 1.6 6 5"/>`),
  sun: () => drawn(svg`<circle cx="10" cy="10" r="3.2"/><path d="M10 2v1.8M10 16.2V18M2 10h1.8M16.2 10H18M4.3 4.3l1.3 1.3M14.4 14.4l1.3 1.3M15.7 4.3l-1.3 1.3M5.6 14.4l-1.3 1.3"/>`),
  moon: () => drawn(svg`<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z"/>`),
  auto: () => drawn(svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 3.2a6.8 6.8 0 0 1 0 13.6z" fill="currentColor" stroke="none"/>`),
  chart: () => drawn(svg`<path d="M3.5 16.5h13"/><path d="M6 13.5V9.5M10 13.5v-9M14 13.5v-6"/>`),
  table: () => drawn(svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M3 8.2h14M3 12.2h14M8.2 8.2V16"/>`),
  download: () => drawn(svg`<path d="M10 3v9M6.5 8.8 10 12.3l3.5-3.5M4 16.5h12"/>`),
  image: () => drawn(svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="m3.5 14 4-4 3 3 2-2 4 3.5"/><circle cx="13" cy="7.5" r="1"/>`),
  next: () => drawn(svg`<path d="m8 5 5 5-5 5"/>`),
  previous: () => drawn(svg`<path d="m12 5-5 5 5 5"/>`),
  search: () => drawn(svg`<circle cx="9" cy="9" r="5"/><path d="m13 13 3.5 3.5"/>`),
  close: () => drawn(svg`<path d="m5 5 10 10M15 5 5 15"/>`),
  dice: () => drawn(svg`<rect x="3.5" y="3.5" width="13" height="13" rx="2.5"/><g fill="currentColor" stroke="none"><circle cx="7" cy="7" r="1.2"/><circle cx="13" cy="13" r="1.2"/><circle cx="10" cy="10" r="1.2"/></g>`),
  eye: () => drawn(svg`<path d="M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2.2"/>`),
  eyeOff: () => drawn(svg`<path d="M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5z"/><path d="m4 16 12-12"/>`),
  key: () => drawn(svg`<circle cx="6.5" cy="13.5" r="3"/><path d="m8.7 11.3 7.3-7.3M13 7l2.2 2.2M10.8 9.2l1.6 1.6"/>`),
  check: () => drawn(svg`<path d="m4 10.5 4 4 8-9"/>`),
  phone: () => drawn(svg`<rect x="6" y="2.5" width="8" height="15" rx="1.5"/><path d="M9 14.8h2"/>`),
  mail: () => drawn(svg`<rect x="3" y="4.5" width="14" height="11" rx="1.5"/><path d="m3.5 6 6.5 5 6.5-5"/>`),
  copy: () => drawn(svg`<rect x="7" y="7" width="9.5" height="9.5" rx="1.5"/><path d="M13 7V5A1.5 1.5 0 0 0 11.5 3.5H5A1.5 1.5 0 0 0 3.5 5v6.5A1.5 1.5 0 0 0 5 13h2"/>`),
  print: () => drawn(svg`<path d="M6 8V3.5h8V8M6 13.5H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v3.5a1 1 0 0 1-1 1h-2"/><path d="M6 11.5h8v5H6z"/>`),
} as const;

/** The mark: two paddles, one ball. */
export const mark = (): TemplateResult => html`
  <svg class="rb-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <rect class="rb-mark-court" width="32" height="32" rx="8"></rect>
    <rect class="rb-mark-0" x="6" y="6" width="4" height="13" rx="2"></rect>
    <rect class="rb-mark-1" x="22" y="13" width="4" height="13" rx="2"></rect>
    <circle class="rb-mark-ball" cx="16" cy="16" r="2.6"></circle>
  </svg>
`;
