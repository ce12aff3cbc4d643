// A tile: one number as the hero, with its interval and n in small print, or how far it is from being sayable.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Tile as TileShape } from '../data/shapes';
import { count, measure } from '../i18n/format';
import { LightElement } from './light';

/** Where a tile's label is explained on the page of how we count. */
const EXPLAINED: Readonly<Record<string, string>> = { strength: 'xsave', trend: 'xsave', finding: 'xsave' };

@localized()
@customElement('rb-tile')
export class Tile extends LightElement {
  @property({ attribute: false }) tile: TileShape | null = null;
  /** What the board has said already; a tile does not say it twice. */
  @property({ attribute: false }) said = '';

  protected override render(): TemplateResult | typeof nothing {
    const { tile } = this;
    if (!tile) return nothing;
    return html`
      <div class="rb-tile ${tile.status === 'ok' ? '' : 'is-thin'}">
        <p class="rb-tile-label">${this.#label(tile)}</p>
        <p class="rb-tile-value">${this.#value(tile)}</p>
        <p class="rb-tile-small">${this.#small(tile)}</p>
        ${tile.trend && tile.trend !== this.said && tile.status === 'ok' ? html`<p class="rb-tile-trend">${tile.trend}</p>` : nothing}
      </div>
    `;
  }

  #label(tile: TileShape): unknown {
    const part = EXPLAINED[tile.key];
    return part ? html`<a href="/how-we-count#${part}" title=${msg('How this is counted')}>${tile.label}</a>` : tile.label;
  }

  #value(tile: TileShape): unknown {
    if (tile.status !== 'ok') return html`${count(tile.n)} <small>${msg(str`of ${count(tile.needed)}`)}</small>`;
    return html`${tile.value}${tile.unit ? html` <small>${tile.unit}</small>` : nothing}`;
  }

  #small(tile: TileShape): TemplateResult | string {
    if (tile.status !== 'ok') return msg('too few to say');
    const n = msg(str`n = ${count(tile.n)}`);
    if (tile.low === null || tile.high === null) return n;
    return html`<span title=${msg('95 % interval')}>${measure(tile.low)} – ${measure(tile.high)}</span> · ${n}`;
  }
}
