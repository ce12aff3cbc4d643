// The link of the password mail: a new password, and every session ends.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { letterToken, spent } from '../app/letter';
import { Page } from '../app/page';
import { reset } from '../data/auth';
import { asProblem } from '../data/problem';
import { session } from '../data/session';
import { entry, notice } from '../elements/entry';
import { passwordField, submit } from '../elements/field';
import { Form } from '../elements/form';
import { icons } from '../elements/icons';
import { ALONE, strength } from '../elements/strength';
import { deadLetter } from './letter-states';

@localized()
@customElement('rb-reset-page')
export class ResetPage extends Page {
  @state() private password = '';
  @state() private now: 'ask' | 'done' | 'over' = 'ask';
  readonly #form = new Form(this, 'reset');
  readonly #token = letterToken();

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Choose a new password');
    this.settled();
  }

  protected override render(): TemplateResult {
    if (!this.#token || this.now === 'over') return deadLetter(html`<a class="btn rb-btn" href="/forgot">${msg('Send a new link')}</a>`);
    if (this.now === 'done') return this.#done();
    return entry({
      title: msg('Choose a new password'),
      lead: msg('Whoever is signed in to your account is signed out by this, everywhere.'),
      body: html`
        <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          <input class="visually-hidden" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" />
          <div @input=${(typed: Event) => (this.password = (typed.target as HTMLInputElement).value)}>
            ${passwordField(this.#form, { name: 'password', label: msg('New password'), autocomplete: 'new-password', help: strength(this.password, ALONE) })}
          </div>
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Keep this password'))}</div>
        </form>
      `,
    });
  }

  #done(): TemplateResult {
    const action = html`<a class="btn rb-btn" href="/sign-in">${msg('Sign in')}</a>`;
    return entry({ title: msg('The new password counts'), body: notice(icons.check(), msg('Every session of your account was ended. Sign in with the new password.'), action) });
  }

  #send(sent: Event): Promise<boolean> {
    return this.#form.send(sent, async ({ password = '' }) => {
      try {
        await reset(this.#token, password);
      } catch (thrown) {
        if (asProblem(thrown).status !== 410) throw thrown;
        this.now = 'over';
        return;
      }
      spent();
      if (session.account) session.drop('left');
      this.now = 'done';
    });
  }
}
