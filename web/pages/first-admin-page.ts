// The one-time link that `rallyboard admin invite` prints: it makes the house's first administrator.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { letterToken, spent } from '../app/letter';
import { Page } from '../app/page';
import { router } from '../app/router';
import { firstAdmin } from '../data/auth';
import { asProblem } from '../data/problem';
import { entry } from '../elements/entry';
import { field, passwordField, submit } from '../elements/field';
import { Form, type Typed } from '../elements/form';
import { ALONE, lengthOf, strength } from '../elements/strength';
import { deadLetter } from './letter-states';

@localized()
@customElement('rb-first-admin-page')
export class FirstAdminPage extends Page {
  @state() private password = '';
  @state() private over = false;
  readonly #form = new Form(this, 'first-admin');
  readonly #token = letterToken();

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('The first administrator');
    this.settled();
  }

  protected override render(): TemplateResult {
    if (!this.#token || this.over) return deadLetter(html`<a class="btn rb-btn" href="/">${msg('To the lobby')}</a>`);
    return entry({
      title: msg('The first administrator'),
      lead: msg('This account may give roles to others. Set up a second factor right after.'),
      body: html`
        <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          ${field(this.#form, { name: 'email', label: msg('Mail address'), type: 'email', autocomplete: 'email', required: true, maxlength: 254 })}
          ${field(this.#form, { name: 'name', label: msg('Name'), autocomplete: 'nickname', required: true, minlength: 2, maxlength: 24 })}
          <div @input=${(typed: Event) => (this.password = (typed.target as HTMLInputElement).value)}>
            ${passwordField(this.#form, { name: 'password', label: msg('Password'), autocomplete: 'new-password', help: strength(this.password, ALONE) })}
          </div>
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Make the account'))}</div>
        </form>
      `,
    });
  }

  async #send(sent: Event): Promise<void> {
    const good = await this.#form.send(sent, (typed) => this.#make(typed));
    if (good && !this.over) router.go('/settings/security');
  }

  async #make({ email = '', name = '', password = '' }: Typed): Promise<void> {
    if (lengthOf(password) < ALONE) { this.#form.reject('password', msg(str`Please use ${ALONE} characters or more.`)); return; }
    try {
      await firstAdmin(this.#token, email, name, password);
      spent();
    } catch (thrown) {
      if (asProblem(thrown).status !== 410) throw thrown;
      this.over = true;
    }
  }
}
