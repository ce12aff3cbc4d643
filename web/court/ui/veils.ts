/** What lies over the court while nobody can play: waiting, countdown, pause, a lost connection, the end. */

import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { doorTo } from '../../app/next';
import type { Ending, LinkState } from '../net/link';
import type { Standing } from '../net/standing';
import { pauseText } from './announcer';
import { type Names, resultText } from './names';

export interface Veiled {
  readonly link: LinkState;
  readonly standing: Standing | null;
  readonly names: Names;
  readonly now: number;
  /** Shown while a seat is open: the invitation, or who is waited for. */
  readonly waiting: TemplateResult;
  /** Take the seat back from another tab. */
  readonly comeBack: () => void;
}

/** The veil that belongs over the court now; nothing while the ball may fly. */
export function veil(veiled: Veiled): TemplateResult | typeof nothing {
  const { standing, names } = veiled;
  if (standing?.result) return resultVeil(standing, names);
  return linkVeil(veiled) ?? (standing ? standingVeil(veiled, standing) : nothing);
}

function linkVeil({ link, standing, comeBack }: Veiled): TemplateResult | null {
  if (link.at === 'closed') return closedVeil(link.why, comeBack);
  if (link.at === 'open') return null;
  const text = standing ? msg('Connection lost. Coming back …') : msg('Connecting …');
  return html`<div class="rb-veil is-thin">
    <p class="rb-veil-title"><span class="rb-spinner"></span>${text}</p>
  </div>`;
}

function closedVeil(why: Ending, comeBack: () => void): TemplateResult | null {
  if (why === 'over' || why === 'left') return null;
  const [title, text] = closedWords(why);
  return html`
    <div class="rb-veil">
      <p class="rb-veil-title">${title}</p>
      <p>${text}</p>
      ${closedWay(why, comeBack)}
    </div>
  `;
}

function closedWords(why: Exclude<Ending, 'over' | 'left'>): readonly [string, string] {
  if (why === 'replaced') return [msg('You play in another tab now'), msg('Only one tab holds a seat at a time.')];
  if (why === 'signed-out') return [msg('You are signed out'), msg('This session was ended. Sign in, and the seat is yours again.')];
  return [msg('This court would not let us in'), msg('Perhaps the page is old. Reload it, or go back to the lobby.')];
}

function closedWay(why: Ending, comeBack: () => void): TemplateResult {
  if (why === 'replaced') return html`<button class="btn rb-btn-court" type="button" @click=${comeBack}>${msg('Play here')}</button>`;
  if (why === 'signed-out') return html`<a class="btn rb-btn-court" href=${doorTo(location.pathname)}>${msg('Sign in')}</a>`;
  return html`<a class="btn rb-btn-court" href="/">${msg('To the lobby')}</a>`;
}

function standingVeil({ names, now, waiting }: Veiled, standing: Standing): TemplateResult | typeof nothing {
  if (standing.status === 'waiting') return html`<div class="rb-veil">${waiting}</div>`;
  if (standing.pause) return pauseVeil(standing, standing.pause.until, names, now);
  if (standing.startsAt !== null && standing.startsAt > now) return countdownVeil(standing.startsAt - now);
  return nothing;
}

function pauseVeil(standing: Standing, until: number, names: Names, now: number): TemplateResult {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const left = seconds > 0 ? msg(str`Up to ${seconds} s to come back, then the rules decide.`) : msg('Waiting …');
  return html`<div class="rb-veil">
    <p class="rb-veil-title">${pauseText(standing, names)}</p>
    <p>${left}</p>
  </div>`;
}

function countdownVeil(ms: number): TemplateResult {
  return html`<div class="rb-veil is-clear" aria-hidden="true">
    <p class="rb-countdown">${Math.ceil(ms / 1000)}</p>
  </div>`;
}

function resultVeil(standing: Standing, names: Names): TemplateResult {
  const { result, scores } = standing;
  if (!result) return html``;
  return html`
    <div class="rb-veil" data-winner=${result.winner ?? 'none'}>
      <p class="rb-veil-title is-result">${resultText(result, scores, names)}</p>
      <p>${msg('Counting the match …')}</p>
    </div>
  `;
}
