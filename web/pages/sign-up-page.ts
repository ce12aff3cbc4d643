// Signing up: a mail address, a name, a password; then a look into one's mail.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Page } from '../app/page';
import { register } from '../data/auth';
import { me } from '../data/me';
import { entry, notice, promises } from '../elements/entry';
import { field, passwordField, submit } from '../elements/field';
import { Form, type Typed } from '../elements/form';
import { icons } from '../elements/icons';
import { ALONE, lengthOf, strength } from '../elements/strength';
import { providerButtons, Providers } from '../elements/ways-in';

@localized()
@customElement('rb-sign-up-page')
export class SignUpPage extends Page {
  /** The address the mail went to; empty until then. */
  @state() private sentTo = '';
  @state() private password = '';
  @state() private guest = '';
  readonly #form = new Form(this, 'sign-up');
  readonly #providers = new Providers(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Sign up');
    void me.load().then((player) => (this.guest = player?.kind === 'guest' ? player.name : ''));
    this.settled();
  }

  protected override render(): TemplateResult {
    return this.sentTo ? this.#sent() : this.#ask();
  }

  #ask(): TemplateResult {
    return entry({
      title: msg('Sign up'),
      lead: this.guest ? msg(str`You play as the guest ${this.guest}. Sign up here, and the matches of this browser become yours.`) : msg('Playing needs no account. Keeping does.'),
      body: html`
        <form class="rb-form" novalidate aria-label=${msg('Sign up')} @submit=${(sent: Event) => void this.#form.send(sent, (typed) => this.#send(typed))}>
          ${this.#fields()} ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Sign up'))}</div>
        </form>
        ${providerButtons(this.#providers, '/')}
      `,
      end: html`${msg('You have an account?')} <a href="/sign-in">${msg('Sign in')}</a>`,
      aside: promises(),
    });
  }

  #fields(): TemplateResult {
    return html`
      ${field(this.#form, { name: 'email', label: msg('Mail address'), type: 'email', autocomplete: 'email', required: true, maxlength: 254, help: msg('We send one mail to confirm it, and later only what you ask for or what concerns your safety.') })}
      ${field(this.#form, { name: 'name', label: msg('Name'), autocomplete: 'nickname', required: true, minlength: 2, maxlength: 24, value: this.guest, help: msg('How everybody sees you. It is yours alone.') })}
      <div @input=${(typed: Event) => (this.password = (typed.target as HTMLInputElement).value)}>
        ${passwordField(this.#form, { name: 'password', label: msg('Password'), autocomplete: 'new-password', help: strength(this.password, ALONE) })}
      </div>
    `;
  }

  async #send({ email = '', name = '', password = '' }: Typed): Promise<void> {
    if (lengthOf(password) < ALONE) { this.#form.reject('password', msg(str`Please use ${ALONE} characters or more.`)); return; }
    await register(email, name, password);
    this.sentTo = email;
    this.heading = msg('Look into your mail');
  }

  #sent(): TemplateResult {
    return entry({
      title: msg('Look into your mail'),
      body: notice(
        icons.mail(),
        html`${msg(str`We have sent a mail to ${this.sentTo}. Follow its link within a day, best in this browser: the matches you played here as a guest then become yours.`)}`,
        html`<p class="rb-quiet">${msg('Nothing there? Look among unwanted mail, or check the address.')}</p>
          <button class="btn rb-btn-quiet" type="button" @click=${() => (this.sentTo = '')}>${msg('Another address')}</button>`,
      ),
      end: html`<a href="/">${msg('Keep playing meanwhile')}</a>`,
    });
  }
}
