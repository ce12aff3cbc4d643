// Settings, authenticator app: a picture to scan or a secret to type, and a first code to prove it arrived.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { copy } from '../app/clipboard';
import { toast } from '../app/toast';
import { confirmTotp, removeTotp, startTotp } from '../data/account';
import type { TotpStart } from '../data/shapes';
import { field, submit } from '../elements/field';
import { Form } from '../elements/form';
import { icons } from '../elements/icons';
import { LightElement } from '../elements/light';
import { act, set } from '../elements/settings-set';

@localized()
@customElement('rb-settings-totp')
export class SettingsTotp extends LightElement {
  @property({ attribute: false }) on = false;
  @state() private started: TotpStart | null = null;
  readonly #form = new Form(this, 'totp');

  protected override render(): TemplateResult {
    const about = this.on
      ? msg('On: signing in asks for a code of your app.')
      : msg('An app on your phone makes a new code every 30 seconds. Whoever has only your password stays outside.');
    return set({ id: 'totp', title: msg('Authenticator app'), about }, this.started ? this.#enrol(this.started) : this.#switch());
  }

  #switch(): TemplateResult {
    if (!this.on) return html`<button class="btn rb-btn" type="button" @click=${() => void this.#start()}>${icons.phone()}${msg('Set it up')}</button>`;
    return html`<button class="btn rb-btn-grave" type="button" @click=${() => void this.#remove()}>${msg('Switch it off')}</button>`;
  }

  #enrol({ secret, svg, uri }: TotpStart): TemplateResult {
    return html`
      <div class="rb-totp">
        <img class="rb-qr" src="data:image/svg+xml,${encodeURIComponent(svg)}" alt=${msg('A code to scan with the app')} />
        <div class="rb-form">
          <p>${msg('1. Scan the picture with your app, or type this secret into it:')}</p>
          <p class="rb-secret"><code>${groups(secret)}</code>
            <button class="rb-icon-button" type="button" title=${msg('Copy the secret')} aria-label=${msg('Copy the secret')} @click=${() => void copy(secret)}>${icons.copy()}</button></p>
          <p><a href=${uri}>${msg('The app is on this device')}</a></p>
          <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#confirm(sent)}>
            <div class="rb-code">
              ${field(this.#form, { name: 'code', label: msg('2. Type the code that it shows'), required: true, maxlength: 10, inputmode: 'numeric', autocomplete: 'one-time-code' })}
            </div>
            ${this.#form.trouble()}
            <div class="rb-form-end">
              ${submit(this.#form, msg('Switch it on'))}
              <button class="btn rb-btn-quiet" type="button" @click=${() => (this.started = null)}>${msg('Not now')}</button>
            </div>
          </form>
        </div>
      </div>
    `;
  }

  async #start(): Promise<void> {
    await act(async () => (this.started = await startTotp()));
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  async #confirm(sent: Event): Promise<void> {
    await this.#form.send(sent, async ({ code = '' }) => {
      const { recovery } = await confirmTotp(code.replace(/\s/g, ''));
      this.started = null;
      toast(msg('The second factor is on'));
      this.#tell(recovery);
    });
  }

  async #remove(): Promise<void> {
    if (await act(removeTotp, msg('The second factor is off'))) this.#tell([]);
  }

  #tell(codes: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('rb-changed', { detail: codes }));
  }
}

/** Four letters at a time are easier to type. */
const groups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;
