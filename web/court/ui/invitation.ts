/** While a seat is open: the link to share, or that somebody may come at any moment. */

import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { toast } from '../../app/toast';
import type { MatchCard } from '../../data/shapes';

export function invitationLink(code: string): string {
  return new URL(`/play/${code}`, location.href).href;
}

/** What is said to whoever waits on their own court. */
export function waitingFor(card: MatchCard): TemplateResult {
  const code = card.invite_code;
  if (!code) {
    return html`
      <p class="rb-veil-title"><span class="rb-spinner"></span>${msg('Waiting for an opponent')}</p>
      <p>${msg('Whoever asks for a quick match next plays you. The court starts by itself.')}</p>
    `;
  }
  const link = invitationLink(code);
  return html`
    <p class="rb-veil-title">${msg('Send this link to whom you want to play')}</p>
    <div class="rb-invitation">
      <input
        class="form-control"
        readonly
        aria-label=${msg('Invitation link')}
        .value=${link}
        @focus=${({ target }: Event) => (target as HTMLInputElement).select()}
      />
      <button class="btn rb-btn-court" type="button" @click=${() => void copy(link)}>${msg('Copy')}</button>
    </div>
    <p>${msg('The first to open it has the other seat. The court starts by itself.')}</p>
  `;
}

async function copy(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    toast(msg('The link is copied'));
  } catch {
    toast(msg('Select the link and copy it by hand'), { wrong: true });
  }
}
