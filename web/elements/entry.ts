// The frame of every page at the door: one thing to do, and beside it what an account is good for.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import '../styles/account.css';
import { icons } from './icons';

interface Entry {
  readonly title: string;
  readonly lead?: string | TemplateResult;
  readonly body: TemplateResult;
  /** Other ways from here: to sign up, to sign in. */
  readonly end?: TemplateResult;
  readonly aside?: TemplateResult;
}

export function entry({ title, lead, body, end, aside }: Entry): TemplateResult {
  return html`
    <div class="rb-page rb-entry">
      <section class="rb-entry-card">
        <h1>${title}</h1>
        ${lead ? html`<p class="rb-entry-lead">${lead}</p>` : nothing} ${body}
        ${end ? html`<p class="rb-entry-end">${end}</p>` : nothing}
      </section>
      ${aside ?? nothing}
    </div>
  `;
}

/** What a new account is good for, on a quiet court. */
export function promises(): TemplateResult {
  return html`
    <aside class="rb-entry-court" aria-label=${msg('What an account is good for')}>
      ${court()}
      <ul>
        <li>${icons.check()}<span>${msg('Your name is yours, and so are your boards, on every device.')}</span></li>
        <li>${icons.check()}<span>${msg('Every match you played as a guest in this browser comes along.')}</span></li>
        <li>${icons.check()}<span>${msg('Friends, and who of them is on court now.')}</span></li>
        <li>${icons.check()}<span>${msg('Take all your data with you, or have it erased, whenever you like.')}</span></li>
      </ul>
    </aside>
  `;
}

/** Something was sent, done, or is over: one picture, one sentence, one way on. */
export function notice(icon: TemplateResult, text: string | TemplateResult, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`
    <div class="rb-notice" role="status">
      <span class="rb-notice-mark">${icon}</span>
      <p>${text}</p>
      ${action}
    </div>
  `;
}

const court = (): TemplateResult => html`
  <svg viewBox="0 0 320 180" aria-hidden="true" focusable="false">
    <line class="rb-art-line" x1="160" y1="12" x2="160" y2="168" stroke-dasharray="3 8"></line>
    <path class="rb-entry-trail" d="M34 96 92 12 206 168 286 54"></path>
    <rect class="rb-art-0" x="20" y="68" width="8" height="56" rx="4"></rect>
    <rect class="rb-art-1" x="292" y="28" width="8" height="56" rx="4"></rect>
    <circle class="rb-art-ball" cx="247" cy="110" r="7"></circle>
  </svg>
`;
