// Settings, account: the name, the mail address, and what the player page tells.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toast } from '../app/toast';
import { changeEmail, changeName } from '../data/account';
import type { Account } from '../data/shapes';
import { field, submit } from '../elements/field';
import { Form } from '../elements/form';
import { LightElement } from '../elements/light';
import { proven } from '../elements/prove-dialog';
import { set } from '../elements/settings-set';
import './settings-profile';

@localized()
@customElement('rb-settings-account')
export class SettingsAccount extends LightElement {
  @property({ attribute: false }) account!: Account;
  @state() private sentTo = '';
  readonly #name = new Form(this, 'name');
  readonly #email = new Form(this, 'email');

  protected override render(): TemplateResult {
    return html`
      ${set({ id: 'name', title: msg('Name'), about: msg('How everybody sees you. The address of your page stays when the name changes.') }, this.#nameForm())}
      ${set({ id: 'email', title: msg('Mail address'), about: msg('You sign in with it. Nobody else ever sees it.') }, this.#emailForm())}
      <rb-settings-profile .player=${this.account.player}></rb-settings-profile>
    `;
  }

  #nameForm(): TemplateResult {
    return html`
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#rename(sent)}>
        ${field(this.#name, { name: 'name', label: msg('Name'), autocomplete: 'nickname', required: true, minlength: 2, maxlength: 24, value: this.account.player.name })}
        ${this.#name.trouble()}
        <div class="rb-form-end">${submit(this.#name, msg('Save'))}</div>
      </form>
    `;
  }

  async #rename(sent: Event): Promise<void> {
    const good = await this.#name.send(sent, ({ name = '' }) => changeName(name));
    if (good) toast(msg(str`You are ${this.account.player.name} now`));
  }

  #emailForm(): TemplateResult {
    const { email } = this.account;
    return html`
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#move(sent)}>
        ${field(this.#email, { name: 'email', label: msg('Mail address'), type: 'email', autocomplete: 'email', required: true, maxlength: 254, value: email ?? '' })}
        ${this.#email.trouble()}
        ${this.sentTo
          ? html`<p role="status">${msg(str`A mail went to ${this.sentTo}. The address changes when you follow its link.`)}</p>`
          : nothing}
        <div class="rb-form-end">${submit(this.#email, msg('Send a link to this address'))}</div>
      </form>
    `;
  }

  async #move(sent: Event): Promise<void> {
    this.sentTo = '';
    await this.#email.send(sent, async ({ email = '' }) => {
      const done = await proven(async () => {
        await changeEmail(email);
        return true;
      });
      if (done) this.sentTo = email;
    });
  }
}
