// A forgotten password: one mail to whoever has the address; what is said here is the same for every address.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Page } from '../app/page';
import { forgot } from '../data/auth';
import { entry, notice } from '../elements/entry';
import { field, submit } from '../elements/field';
import { Form } from '../elements/form';
import { icons } from '../elements/icons';

@localized()
@customElement('rb-forgot-page')
export class ForgotPage extends Page {
  @state() private sentTo = '';
  readonly #form = new Form(this, 'forgot');

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('A new password');
    this.settled();
  }

  protected override render(): TemplateResult {
    const end = html`<a href="/sign-in">${msg('Back to signing in')}</a>`;
    if (this.sentTo) {
      const text = msg(str`If ${this.sentTo} has an account here, a mail with a link is on its way. The link is good for an hour.`);
      return entry({ title: msg('Look into your mail'), body: notice(icons.mail(), text), end });
    }
    return entry({
      title: msg('A new password'),
      lead: msg('We send you a link to choose one. A second factor stays as it is.'),
      body: html`
        <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          ${field(this.#form, { name: 'email', label: msg('Mail address'), type: 'email', autocomplete: 'username', required: true, maxlength: 254 })}
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Send the link'))}</div>
        </form>
      `,
      end,
    });
  }

  #send(sent: Event): Promise<boolean> {
    return this.#form.send(sent, async ({ email = '' }) => {
      await forgot(email);
      this.sentTo = email;
    });
  }
}
