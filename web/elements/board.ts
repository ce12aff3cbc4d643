// A board: the sentence it opens with, its filters, its tiles and its figures. Player and session boards are one shape.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Board as BoardShape } from '../data/shapes';
import './figure';
import './filters';
import { arranged } from './arrangement';
import { LightElement } from './light';
import { nothingYet } from './states';
import './tile';
import { unbroken } from '../i18n/format';

const HEROES = 3;
/** Letters from which a headline is set smaller. */
const LONG = 110;

@localized()
@customElement('rb-board')
export class Board extends LightElement {
  @property({ attribute: false }) board: BoardShape | null = null;
  /** An answer to new filters is on its way: what is shown is dimmed, not taken away. */
  @property({ type: Boolean }) busy = false;

  protected override render(): TemplateResult | typeof nothing {
    const { board } = this;
    if (!board) return nothing;
    return html`
      <div class="rb-board ${this.busy ? 'is-busy' : ''}" aria-busy=${this.busy ? 'true' : 'false'}>
        ${board.headline.text ? this.#headline(board) : nothing}
        ${board.kind === 'player' ? html`<rb-filters .filters=${board.filters}></rb-filters>` : nothing}
        ${this.#isFilteredAway(board) ? this.#none() : html`${this.#tiles(board)} ${this.#figures(board)}`}
      </div>
    `;
  }

  #figures(board: BoardShape): TemplateResult {
    return html`
      <h2 class="visually-hidden">${msg('Figures')}</h2>
      <div class="rb-figures">
        ${repeat(arranged(board.figures), ({ figure }) => figure.id, ({ figure, wide }) => html`
          <rb-figure class=${wide ? 'is-wide' : ''} .figure=${figure}></rb-figure>
        `)}
      </div>
    `;
  }

  /** A match has no filters: when nothing was played in it, its figures say so themselves. */
  #isFilteredAway(board: BoardShape): boolean {
    return board.kind === 'player' && board.figures.every(({ status }) => status === 'empty');
  }

  /** Filters that nothing fits: one empty place says it, not each figure for itself. */
  #none(): TemplateResult {
    return nothingYet(msg('No match fits'), msg('Widen the filters, and the figures come back.'));
  }

  #headline(board: BoardShape): TemplateResult {
    return html`
      <section class="rb-headline" aria-label=${msg('In one sentence')}>
        <p class="rb-headline-text ${board.headline.text.length > LONG ? 'is-long' : ''}">${unbroken(board.headline.text)}</p>
        ${board.headline.evidence ? html`<p class="rb-headline-evidence">${board.headline.evidence}</p>` : nothing}
      </section>
    `;
  }

  #tiles(board: BoardShape): TemplateResult | typeof nothing {
    if (!board.tiles.length) return nothing;
    const rest = board.tiles.slice(HEROES);
    return html`
      <section class="rb-tiles" aria-label=${msg('In numbers')}>
        <div class="rb-tiles-heroes">
          ${board.tiles.slice(0, HEROES).map((tile) => html`<rb-tile class="is-hero" .tile=${tile} .said=${board.headline.text}></rb-tile>`)}
        </div>
        ${rest.length ? html`<div class="rb-tiles-rest">${rest.map((tile) => html`<rb-tile .tile=${tile}></rb-tile>`)}</div>` : nothing}
      </section>
    `;
  }
}
