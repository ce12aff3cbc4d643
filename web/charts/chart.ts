// One chart: draws a plot in the theme of the page, redraws on theme or size, and can be walked by keyboard.
import { localized, msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LightElement } from '../elements/light';
import { tidied } from './axes';
import { framed, lettered } from './cells';
import { legendFor } from './legend';
import { painted, paletteOf } from './palette';
import { plotly } from './plotly';
import type { ChartDiv, Plot, PlotlyLibrary } from './plotly-types';
import { CONFIG, templateOf } from './template';
import { said, stepsIn, stepTo } from './walk';

const COMPACT_PX = 520;
const HEIGHT_PX = 340;
const COURT_SHAPE = 900 / 1600;
const COURT_ROOM_PX = 76;

/** How tall a plot will be drawn, unless it is a court: room can be kept for it before it is. */
export const heightOf = (layout: Record<string, unknown>): number =>
  typeof layout.height === 'number' ? layout.height : HEIGHT_PX;

@localized()
@customElement('rb-chart')
export class Chart extends LightElement {
  @property({ attribute: false }) plot: Plot = { data: [], layout: {} };
  /** What a screen reader says the picture is. */
  @property() label = '';
  @property({ type: Boolean }) court = false;
  @state() private spoken = '';
  @query('.rb-chart-paper') private paper!: ChartDiv;
  #plotly: PlotlyLibrary | null = null;
  #drawn: (Plot & { ground: string; height: number }) | null = null;
  #width = 0;
  #at = -1;
  readonly #size = new ResizeObserver(() => this.#resized());
  readonly #retheme = (): void => void this.#draw();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('rb-theme', this.#retheme);
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('rb-theme', this.#retheme);
    this.#size.disconnect();
    if (this.#plotly) this.#plotly.purge(this.paper);
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-chart-paper ${this.court ? 'is-court' : ''}" role="img" tabindex="0" aria-label=${this.label}
        aria-roledescription=${msg('figure; arrow keys walk through its points')}
        @keydown=${(press: KeyboardEvent) => this.#walk(press)} @blur=${() => this.#rest()}></div>
      <div class="visually-hidden" role="status">${this.spoken}</div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('plot') || changed.has('court')) void this.#draw();
  }

  /** Saves the chart as a picture under this name. */
  async download(filename: string): Promise<void> {
    if (!this.#drawn) return;
    const library = await plotly();
    const { data, layout, ground, height } = this.#drawn;
    const shape = { width: this.#width, height, scale: 2 };
    await library.downloadImage({ data, layout: { ...layout, paper_bgcolor: ground } }, { format: 'png', filename, ...shape });
  }

  async #draw(): Promise<void> {
    try {
      this.#plotly = await plotly();
    } catch (thrown) {
      this.dispatchEvent(new CustomEvent('rb-chart-failed', { detail: thrown, bubbles: true }));
      return;
    }
    if (!this.isConnected || this.clientWidth === 0) return;
    this.#width = this.clientWidth;
    const palette = paletteOf(this, this.court);
    const { data, layout } = painted(this.plot, palette);
    const grid = !data.some((trace) => trace.type === 'heatmap');
    const template = templateOf(palette, { compact: this.#width < COMPACT_PX, grid });
    const letters = lettered(data, palette);
    const height = this.#height(layout);
    const legend = legendFor(data, layout, { width: this.#width, height });
    const sized = { ...tidied(framed(data, layout), palette, this.#width), template, legend, width: this.#width, height };
    this.#drawn = { data: letters, layout: sized, ground: palette.surface, height };
    await this.#plotly.react(this.paper, letters, sized, CONFIG);
    this.dispatchEvent(new CustomEvent('rb-drawn', { bubbles: true }));
  }

  #height(layout: Record<string, unknown>): number {
    return this.court ? Math.round(this.#width * COURT_SHAPE) + COURT_ROOM_PX : heightOf(layout);
  }

  #resized(): void {
    if (Math.abs(this.clientWidth - this.#width) > 1) void this.#draw();
  }

  #walk(press: KeyboardEvent): void {
    const steps = stepsIn(this.plot.data);
    const next = stepTo(press.key, steps, this.#at);
    if (press.key === 'Escape') this.#rest();
    const step = next === null ? undefined : steps[next];
    if (next === null || !step || !this.#plotly) return;
    press.preventDefault();
    this.#at = next;
    this.spoken = said(this.plot, step);
    this.#plotly.Fx.hover(this.paper, [step]);
  }

  #rest(): void {
    if (this.#at < 0) return;
    this.#at = -1;
    this.spoken = '';
    this.#plotly?.Fx.unhover(this.paper);
  }
}
