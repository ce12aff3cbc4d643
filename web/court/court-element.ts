/** `<rb-court>`: the court on a page. Give it a stage and it shows it, sharp and at the screen's refresh rate. */

import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Frames, type FrameTimes } from './draw/frames';
import { paint } from './draw/painter';
import { onThemeChange, type Palette, readPalette } from './draw/palette';
import { Surface } from './draw/surface';
import type { Slot } from './engine/intents';
import type { Spot, Stage } from './scene';

@customElement('rb-court')
export class CourtElement extends LitElement {
  @property({ attribute: false }) stage: Stage | null = null;
  /** The viewer's slot: at the bottom when the court stands upright. */
  @property({ attribute: false }) own: Slot | null = null;

  readonly #canvas = document.createElement('canvas');
  readonly #frames = new Frames((now) => this.#draw(now));
  #surface: Surface | null = null;
  #palette: Palette | null = null;
  #pen: CanvasRenderingContext2D | null = null;
  readonly #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #forgetTheme = (): void => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
    this.append(this.#canvas);
    this.#pen = this.#canvas.getContext('2d', { alpha: false });
    this.#surface = new Surface(this.#canvas, () => this.#draw(performance.now()));
    this.#forgetTheme = onThemeChange(() => (this.#palette = null));
    this.#frames.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#frames.stop();
    this.#surface?.close();
    this.#forgetTheme();
  }

  /** The court position under a pointer, in court units. */
  spot(event: { clientX: number; clientY: number }): Spot | null {
    return this.#surface?.at(event) ?? null;
  }

  frameTimes(): FrameTimes {
    return this.#frames.times();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #draw(now: number): void {
    if (!this.#pen || !this.#surface) return;
    const { canvas } = this.#surface;
    this.#surface.turn(canvas.height > 1.15 * canvas.width ? (this.own ?? 0) : null);
    this.#palette ??= readPalette(this);
    paint(this.#pen, this.stage?.scene(now) ?? null, this.#surface.view, this.#palette, {
      still: this.#stillness.matches,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rb-court': CourtElement;
  }
}
