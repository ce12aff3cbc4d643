// A live match as a scoreboard: two names on their sides, two large figures, and a way in.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MatchCard } from '../data/shapes';
import { LightElement } from './light';
import { seatAt } from './match-row';
import { modeName, rulesName, seatName } from './match-words';

@localized()
@customElement('rb-live-card')
export class LiveCard extends LightElement {
  @property({ attribute: false }) match: MatchCard | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { match } = this;
    if (!match) return nothing;
    const [s0 = 0, s1 = 0] = match.scores;
    const mine = match.your_slots.length > 0;
    const open = match.status === 'waiting';
    return html`
      <article class="rb-live-card">
        <p class="rb-live-facts">
          <b class=${open ? 'rb-open' : 'rb-live'}>${open ? msg('open seat') : msg('live')}</b>
          <span>${rulesName(match.ruleset)}</span><span>${modeName(match.mode)}</span>
        </p>
        ${this.#line(match, 0, s0)} ${this.#line(match, 1, s1)}
        <a class="stretched-link" href="/matches/${match.id}">${mine ? msg('Back to your match') : open ? msg('Take the seat') : msg('Watch')}</a>
      </article>
    `;
  }

  #line(match: MatchCard, slot: 0 | 1, score: number): TemplateResult {
    const seat = seatAt(match, slot);
    return html`
      <p class="rb-live-line rb-live-line-${slot}">
        <span class="text-truncate">${seatName(seat)}</span><strong>${seat?.player ? score : ''}</strong>
      </p>
    `;
  }
}
