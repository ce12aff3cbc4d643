/** The scoreboard: two names on their sides, two large figures, who serves, and who is there. */

import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { MatchCard, Player } from '../../data/shapes';
import '../../elements/avatar';
import { levelPips } from '../../elements/level';
import type { Slot } from '../engine/intents';

export interface Score {
  readonly card: MatchCard;
  readonly scores: readonly [number, number];
  /** Who serves next; null when nobody will. */
  readonly server: Slot | null;
  /** Null: not known, nothing is said of it. */
  readonly connected: readonly [boolean, boolean] | null;
  readonly winner: Slot | null;
  readonly middle: TemplateResult | string;
  /** Names lead nowhere: whoever plays must not leave the court by a slip. */
  readonly plain: boolean;
}

export function scoreboard(score: Score): TemplateResult {
  const label = msg(str`${score.scores[0]} to ${score.scores[1]}`);
  return html`
    <div class="rb-scoreboard">
      ${side(score, 0)}
      <p class="rb-scoreboard-score">
        <span class="visually-hidden">${label}</span>
        ${figure(score, 0)}<span class="rb-scoreboard-middle">${score.middle}</span>${figure(score, 1)}
      </p>
      ${side(score, 1)}
    </div>
  `;
}

function figure({ scores, winner }: Score, slot: Slot): TemplateResult {
  return html`<b class="rb-score-${slot} ${winner === slot ? 'is-winner' : ''}" aria-hidden="true">${scores[slot]}</b>`;
}

function side({ card, server, connected, winner, plain }: Score, slot: Slot): TemplateResult {
  const player = card.seats.find((seat) => seat.slot === slot)?.player ?? null;
  const yours = card.your_slots.length === 1 && card.your_slots[0] === slot;
  const away = player !== null && connected !== null && !connected[slot];
  return html`
    <div class="rb-scoreboard-side rb-scoreboard-side-${slot} ${winner === slot ? 'is-winner' : ''}">
      ${player ? html`<rb-avatar .seed=${player.key} .src=${player.avatar}></rb-avatar>` : nothing}
      <p>
        <span class="rb-scoreboard-name">
          <i class="rb-side rb-side-${slot}" aria-hidden="true"></i>
          ${name(player, plain)}
        </span>
        <small>
          ${yours ? html`<span class="rb-chip">${msg('you')}</span>` : nothing}
          ${player?.level ? levelPips(player.level) : nothing}
          ${server === slot ? html`<span class="rb-serves">${msg('serves')}</span>` : nothing}
          ${away ? html`<span class="rb-away">${msg('away')}</span>` : nothing}
        </small>
      </p>
    </div>
  `;
}

function name(player: Player | null, plain: boolean): TemplateResult {
  if (!player) return html`<span>${msg('Open seat')}</span>`;
  return plain ? html`<span>${player.name}</span>` : html`<a href="/players/${player.slug}">${player.name}</a>`;
}
