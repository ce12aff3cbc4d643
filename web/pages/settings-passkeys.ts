// Settings, passkeys: what a device signs in with instead of a password, or after it.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addPasskey, newPasskeyOptions, removePasskey } from '../data/account';
import { newPasskey, passkeysWork } from '../data/passkeys';
import type { Factors } from '../data/shapes';
import { field, submit } from '../elements/field';
import { Form } from '../elements/form';
import { LightElement } from '../elements/light';
import { proven } from '../elements/prove-dialog';
import { act, set } from '../elements/settings-set';
import { ago, exactly } from '../i18n/format';

type Passkey = Factors['passkeys'][number];

@localized()
@customElement('rb-settings-passkeys')
export class SettingsPasskeys extends LightElement {
  @property({ attribute: false }) list: readonly Passkey[] = [];
  readonly #form = new Form(this, 'passkey');

  protected override render(): TemplateResult {
    const about = msg('Your device signs you in with a fingerprint, a face or a PIN. Nothing to remember, nothing to fish for.');
    return set(
      { id: 'passkeys', title: msg('Passkeys'), about },
      html`
        ${this.list.length ? html`<ul class="rb-rows">${this.list.map((passkey) => this.#row(passkey))}</ul>` : nothing}
        ${passkeysWork() ? this.#add() : html`<p class="rb-quiet">${msg('This browser knows no passkeys.')}</p>`}
      `,
    );
  }

  #row(passkey: Passkey): TemplateResult {
    const used = passkey.used_at ? msg(str`used ${ago(passkey.used_at)}`) : msg('not used yet');
    return html`
      <li>
        <div><b>${passkey.name}</b><p><time datetime=${passkey.created_at} title=${exactly(passkey.created_at)}>${msg(str`made ${ago(passkey.created_at)}`)}</time>, ${used}</p></div>
        <button class="btn rb-btn-quiet" type="button" aria-label=${msg(str`Remove ${passkey.name}`)} @click=${() => void this.#remove(passkey)}>${msg('Remove')}</button>
      </li>
    `;
  }

  #add(): TemplateResult {
    return html`
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
        ${field(this.#form, { name: 'name', label: msg('Name of a new passkey'), required: true, maxlength: 60, value: msg('This device'), autocomplete: 'off' })}
        ${this.#form.trouble()}
        <div class="rb-form-end">${submit(this.#form, msg('Add a passkey'))}</div>
      </form>
    `;
  }

  async #send(sent: Event): Promise<void> {
    await this.#form.send(sent, async ({ name = '' }) => {
      const options = await proven(newPasskeyOptions);
      const credential = options && (await newPasskey(options));
      if (!credential) return;
      this.#tell(await addPasskey(credential, name));
    });
  }

  async #remove({ id, name }: Passkey): Promise<void> {
    if (await act(() => removePasskey(id), msg(str`${name} is removed`))) this.#tell();
  }

  #tell(codes: readonly string[] = []): void {
    this.dispatchEvent(new CustomEvent('rb-changed', { detail: codes }));
  }
}
