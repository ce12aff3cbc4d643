// A match in a list: both sides, the score between them, and when. The whole row is one link.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { MatchCard, Seat } from '../data/shapes';
import { ago, exactly } from '../i18n/format';
import './avatar';
import { ending, modeName, rulesName, seatName } from './match-words';

export function matchRow(match: MatchCard): TemplateResult {
  const [left, right] = [seatAt(match, 0), seatAt(match, 1)];
  const [s0 = 0, s1 = 0] = match.scores;
  const when = match.finished_at ?? match.started_at ?? match.created_at;
  return html`
    <li class="rb-match-row">
      <time class="rb-match-when" datetime=${when} title=${exactly(when)}>
        ${match.status === 'live' ? html`<b class="rb-live">${msg('live')}</b>` : ago(when)}
      </time>
      ${side(left, 0, match.winner_slot)}
      <a class="rb-match-score stretched-link" href="/matches/${match.id}">
        <span class="visually-hidden">${seatName(left)} ${msg('against')} ${seatName(right)}: </span>
        <b class=${match.winner_slot === 0 ? 'is-winner' : ''}>${s0}</b><i aria-hidden="true">–</i
        ><b class=${match.winner_slot === 1 ? 'is-winner' : ''}>${s1}</b>
      </a>
      ${side(right, 1, match.winner_slot)}
      <span class="rb-match-facts">
        <span>${rulesName(match.ruleset)}</span><span>${modeName(match.mode)}</span>
        ${ending(match) ? html`<span>${ending(match)}</span>` : nothing}
      </span>
    </li>
  `;
}

export const seatAt = (match: MatchCard, slot: number): Seat | undefined => match.seats.find((seat) => seat.slot === slot);

function side(seat: Seat | undefined, slot: 0 | 1, winner: number | null): TemplateResult {
  const won = winner === slot;
  return html`
    <span class="rb-match-side rb-match-side-${slot} ${won ? 'is-winner' : ''}">
      <rb-avatar .seed=${seat?.player?.key ?? ''} .src=${seat?.player?.avatar ?? null}></rb-avatar>
      <span class="text-truncate">${seatName(seat)}</span>
      ${won ? html`<span class="visually-hidden">${msg('(won)')}</span>` : nothing}
    </span>
  `;
}

/** Rows in the shape of matches, while they load. */
export function matchBones(many: number): TemplateResult {
  return html`
    <ul class="rb-match-list" role="status" aria-label=${msg('Loading')}>
      ${Array.from({ length: many }, () => html`<li class="rb-match-row is-bone" aria-hidden="true"><span class="rb-bone"></span></li>`)}
    </ul>
  `;
}
