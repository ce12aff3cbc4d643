// The page for addresses that lead nowhere.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Page } from '../app/page';

@localized()
@customElement('rb-not-found-page')
export class NotFoundPage extends Page {
  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Out');
    this.settled();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-page rb-lost">
        <svg class="rb-lost-art" viewBox="0 0 320 180" aria-hidden="true">
          <rect class="rb-art-court" x="0" y="0" width="280" height="180" rx="14"></rect>
          <line class="rb-art-line" x1="140" y1="14" x2="140" y2="166" stroke-dasharray="3 8"></line>
          <path class="rb-art-path" d="M30 120 120 12 300 150" fill="none"></path>
          <rect class="rb-art-0" x="20" y="98" width="7" height="42" rx="3.5"></rect>
          <rect class="rb-art-1" x="253" y="40" width="7" height="42" rx="3.5"></rect>
          <circle class="rb-lost-ball" cx="300" cy="150" r="7"></circle>
        </svg>
        <h1>${msg('That one went out')}</h1>
        <p class="rb-lead">${msg('No page lives at this address.')}</p>
        <a class="btn rb-btn" href="/">${msg('Back to the lobby')}</a>
      </div>
    `;
  }
}
