// The first time through another house: only a name is missing.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { letterToken, spent } from '../app/letter';
import { nextOf } from '../app/next';
import { Page } from '../app/page';
import { router } from '../app/router';
import { welcome } from '../data/auth';
import { me } from '../data/me';
import { asProblem } from '../data/problem';
import { entry, promises } from '../elements/entry';
import { field, submit } from '../elements/field';
import { Form } from '../elements/form';
import { deadLetter } from './letter-states';

@localized()
@customElement('rb-welcome-page')
export class WelcomePage extends Page {
  @state() private over = false;
  @state() private guest = '';
  readonly #form = new Form(this, 'welcome');
  readonly #token = letterToken();

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Welcome');
    void me.load().then((player) => (this.guest = player?.kind === 'guest' ? player.name : ''));
    this.settled();
  }

  protected override render(): TemplateResult {
    if (!this.#token || this.over) return deadLetter(html`<a class="btn rb-btn" href="/sign-in">${msg('Sign in')}</a>`);
    return entry({
      title: msg('Welcome'),
      lead: msg('One thing is missing: what shall everybody call you?'),
      body: html`
        <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          ${field(this.#form, { name: 'name', label: msg('Name'), autocomplete: 'nickname', required: true, minlength: 2, maxlength: 24, value: this.guest, help: msg('How everybody sees you. It is yours alone.') })}
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Begin'))}</div>
        </form>
      `,
      aside: promises(),
    });
  }

  async #send(sent: Event): Promise<void> {
    const good = await this.#form.send(sent, async ({ name = '' }) => {
      try {
        await welcome(this.#token, name);
      } catch (thrown) {
        if (asProblem(thrown).status !== 410) throw thrown;
        this.over = true;
      }
    });
    if (!good || this.over) return;
    spent();
    router.go(nextOf(this.query));
  }
}
