// A name plate: avatar, name, and what kind of player it is. House bots are always marked as such.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Player } from '../data/shapes';
import './avatar';
import { levelPips } from './level';
import { LightElement } from './light';

@localized()
@customElement('rb-player')
export class PlayerPlate extends LightElement {
  @property({ attribute: false }) player: Player | null = null;
  /** 0 or 1 where the player holds a side of a court; the name then carries that side's mark. */
  @property({ type: Number }) side: number | null = null;
  @property({ type: Boolean }) plain = false;

  protected override render(): TemplateResult {
    const { player } = this;
    if (!player) return html`<span class="rb-player is-open">${msg('Open seat')}</span>`;
    const mark = this.side === null ? nothing : html`<i class="rb-side rb-side-${this.side}" aria-hidden="true"></i>`;
    const level = player.level === null ? nothing : levelPips(player.level);
    return html`
      <span class="rb-player">
        ${mark}<rb-avatar .seed=${player.key} .src=${player.avatar}></rb-avatar>
        <span class="rb-player-words">
          ${this.plain ? html`<b>${player.name}</b>` : html`<a href="/players/${player.slug}">${player.name}</a>`}
          <small>${kindName(player)} ${level}</small>
        </span>
      </span>
    `;
  }
}

export function kindName(player: Player): string {
  if (player.kind === 'ai') return msg('House bot');
  return player.kind === 'guest' ? msg('Guest') : msg('Player');
}
