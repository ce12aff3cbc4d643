// The link that proves a new mail address; as with every letter, nothing happens before a click.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { letterToken, spent } from '../app/letter';
import { Page } from '../app/page';
import { confirmEmail, freshAccount } from '../data/account';
import { asProblem } from '../data/problem';
import { session } from '../data/session';
import { entry, notice } from '../elements/entry';
import { submit } from '../elements/field';
import { Form } from '../elements/form';
import { icons } from '../elements/icons';
import { deadLetter } from './letter-states';

@localized()
@customElement('rb-confirm-email-page')
export class ConfirmEmailPage extends Page {
  @state() private now: 'ask' | 'done' | 'over' = 'ask';
  readonly #form = new Form(this, 'confirm-email');
  readonly #token = letterToken();

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Confirm your new mail address');
    this.settled();
  }

  protected override render(): TemplateResult {
    const action = html`<a class="btn rb-btn" href="/settings/account">${msg('To the settings')}</a>`;
    if (!this.#token || this.now === 'over') return deadLetter(action);
    if (this.now === 'done') return entry({ title: msg('The new address counts'), body: notice(icons.check(), msg('From now on you sign in with it, and mail goes there.'), action) });
    return entry({
      title: msg('Confirm your new mail address'),
      lead: msg('One press, and you sign in with it. Until then the old one counts.'),
      body: html`
        <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Confirm'))}</div>
        </form>
      `,
    });
  }

  #send(sent: Event): Promise<boolean> {
    return this.#form.send(sent, async () => {
      try {
        await confirmEmail(this.#token);
      } catch (thrown) {
        if (asProblem(thrown).status !== 410) throw thrown;
        this.now = 'over';
        return;
      }
      spent();
      this.now = 'done';
      if (session.account) await freshAccount().catch(() => null);
    });
  }
}
