// The link of the registration mail. Nothing happens before a click: programs that look into mail follow links too.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { letterToken, spent } from '../app/letter';
import { Page } from '../app/page';
import { router } from '../app/router';
import { toast } from '../app/toast';
import { verify } from '../data/auth';
import { asProblem } from '../data/problem';
import { entry, promises } from '../elements/entry';
import { field, submit } from '../elements/field';
import { Form } from '../elements/form';
import { deadLetter } from './letter-states';

@localized()
@customElement('rb-verify-page')
export class VerifyPage extends Page {
  /** Somebody took the name between the registration and now. */
  @state() private nameTaken = false;
  @state() private over = false;
  readonly #form = new Form(this, 'verify');
  readonly #token = letterToken();

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Confirm your mail address');
    this.settled();
  }

  protected override render(): TemplateResult {
    if (!this.#token || this.over) return deadLetter(html`<a class="btn rb-btn" href="/sign-up">${msg('Sign up again')}</a>`);
    return entry({
      title: msg('Confirm your mail address'),
      lead: this.nameTaken ? msg('Somebody took your name meanwhile. Choose another, and you are in.') : msg('One press, and the account is yours.'),
      body: html`
        <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          ${this.nameTaken
            ? field(this.#form, { name: 'name', label: msg('Another name'), autocomplete: 'nickname', required: true, minlength: 2, maxlength: 24, autofocus: true })
            : ''}
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Confirm'))}</div>
        </form>
      `,
      aside: promises(),
    });
  }

  async #send(sent: Event): Promise<void> {
    const good = await this.#form.send(sent, ({ name }) => this.#verify(name));
    if (!good || this.nameTaken || this.over) return;
    spent();
    toast(msg('Welcome. The account is yours, and so are your matches.'));
    router.go('/');
  }

  async #verify(name: string | undefined): Promise<void> {
    try {
      await verify(this.#token, name);
      this.nameTaken = false;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status === 410) this.over = true;
      else if (problem.code === 'accounts/name_taken' && !this.nameTaken) this.nameTaken = true;
      else throw thrown;
    }
  }
}
