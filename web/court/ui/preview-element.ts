/** `<rb-preview>`: a court that plays by itself under the chosen rules. It can be stopped, and stands where less motion is wanted. */

import { localized, msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../elements/light';
import '../court-element';
import { ruleset } from '../engine/rulesets';
import { Exhibition } from '../preview/exhibition';
import type { Scene, Stage } from '../scene';

@localized()
@customElement('rb-preview')
export class PreviewElement extends LightElement implements Stage {
  @property() rules = '';
  @state() private playing = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  #show: Exhibition | null = null;
  #last: Scene | null = null;

  scene(now: number): Scene | null {
    if (this.playing || !this.#last) this.#last = this.#show?.scene(now) ?? null;
    return this.#last;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('rules') || !this.rules) return;
    this.#show = new Exhibition(ruleset(this.rules));
    this.#last = null;
  }

  protected override render(): TemplateResult {
    return html`
      <rb-court .stage=${this}></rb-court>
      <button class="rb-preview-stop" type="button" @click=${() => (this.playing = !this.playing)}>
        ${this.playing ? msg('Stop the preview') : msg('Let it play')}
      </button>
    `;
  }
}
