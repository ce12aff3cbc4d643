// A match's story in one card: who met, how it ended, and the sentence its board opens with.
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Board, MatchCard } from '../data/shapes';
import { ago, unbroken } from '../i18n/format';
import { seatAt } from './match-row';
import { seatName } from './match-words';

export function story(match: MatchCard, board: Board): TemplateResult {
  const [s0 = 0, s1 = 0] = match.scores;
  return html`
    <article class="rb-story">
      <p class="rb-story-score">
        <span class="rb-side-name-0">${seatName(seatAt(match, 0))}</span>
        <strong>${s0}<i aria-hidden="true">–</i>${s1}</strong>
        <span class="rb-side-name-1">${seatName(seatAt(match, 1))}</span>
      </p>
      <p class="rb-story-text">${unbroken(board.headline.text)}</p>
      <p class="rb-story-end">
        <a class="stretched-link" href="/matches/${match.id}">${msg('Read the match')}</a>
        <span>${ago(match.finished_at ?? match.created_at)}</span>
      </p>
    </article>
  `;
}
