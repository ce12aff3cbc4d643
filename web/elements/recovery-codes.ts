// Recovery codes, shown this once: to copy, to keep as a file, to print.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { copy, save } from '../app/clipboard';
import { icons } from './icons';
import { LightElement } from './light';

@localized()
@customElement('rb-recovery-codes')
export class RecoveryCodes extends LightElement {
  @property({ attribute: false }) codes: readonly string[] = [];

  protected override updated(): void {
    this.querySelector<HTMLElement>('.rb-once')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.codes.length) return nothing;
    return html`
      <div class="rb-once" tabindex="-1" role="group" aria-label=${msg('Recovery codes')}>
        <p><b>${msg('Keep these ten codes now.')}</b> ${msg('Each lets you in once when your second factor is lost. They are not shown again.')}</p>
        <ol class="rb-codes">${this.codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
        <div class="rb-row-acts">
          <button class="btn rb-btn-quiet" type="button" @click=${() => void copy(this.#text)}>${icons.copy()}${msg('Copy')}</button>
          <button class="btn rb-btn-quiet" type="button" @click=${() => save(new Blob([this.#text], { type: 'text/plain' }), 'rallyboard-recovery-codes.txt')}>${icons.download()}${msg('Download')}</button>
          <button class="btn rb-btn-quiet" type="button" @click=${() => print()}>${icons.print()}${msg('Print')}</button>
          <button class="btn rb-btn" type="button" @click=${() => this.dispatchEvent(new CustomEvent('rb-kept'))}>${msg('I have kept them')}</button>
        </div>
      </div>
    `;
  }

  get #text(): string {
    return `${this.codes.join('\n')}\n`;
  }
}
