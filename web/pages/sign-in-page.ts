// Signing in: mail and password, a passkey, or another house; then the second factor where there is one.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { spent } from '../app/letter';
import { nextOf } from '../app/next';
import { Page } from '../app/page';
import { router } from '../app/router';
import { toast } from '../app/toast';
import { enterByPasskey, login, passkeyOptions } from '../data/auth';
import { passkeysInFields, passkeysWork, shownPasskey } from '../data/passkeys';
import { asProblem } from '../data/problem';
import { session } from '../data/session';
import type { Factor, ProofWanted, ShownPasskey } from '../data/shapes';
import { entry } from '../elements/entry';
import { field, passwordField, submit } from '../elements/field';
import { Form } from '../elements/form';
import { icons } from '../elements/icons';
import '../elements/proof';
import { problemText } from '../elements/states';
import { providerButtons, Providers } from '../elements/ways-in';
import { refusal } from './sign-in-page-refusals';

@localized()
@customElement('rb-sign-in-page')
export class SignInPage extends Page {
  @state() private wanted: ProofWanted | null = null;
  @state() private startOver = false;
  readonly #form = new Form(this, 'sign-in');
  readonly #providers = new Providers(this);
  #inField = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Sign in');
    this.wanted = proofIn(location.hash.slice(1));
    if (this.wanted) spent();
    void session.load().then(() => (session.account ? this.#enter() : void this.#listen()));
    this.settled();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#inField.abort();
  }

  #enter(): void {
    if (this.isConnected) router.replace(nextOf(this.query));
  }

  /** The browser may offer a passkey in the list under the mail field; this waits for one to be chosen. */
  async #listen(): Promise<void> {
    this.#inField.abort();
    this.#inField = new AbortController();
    const { signal } = this.#inField;
    const gone = (): boolean => signal.aborted || !this.isConnected;
    try {
      if (this.wanted || !(await passkeysInFields()) || gone()) return;
      const { proof, publicKey } = await passkeyOptions();
      if (gone()) return;
      const credential = await shownPasskey(publicKey, { inField: signal });
      if (credential) await this.#enterBy(proof, credential);
    } catch {
      // The fields and the button below still work; a page that offers a convenience does not complain for it.
    }
  }

  async #usePasskey(): Promise<void> {
    this.#inField.abort();
    try {
      const { proof, publicKey } = await passkeyOptions();
      const credential = await shownPasskey(publicKey);
      if (credential) { await this.#enterBy(proof, credential); return; }
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    }
    void this.#listen();
  }

  async #enterBy(proof: string, credential: ShownPasskey): Promise<void> {
    await enterByPasskey(proof, credential);
    this.#enter();
  }

  async #send(sent: Event): Promise<void> {
    this.startOver = false;
    const good = await this.#form.send(sent, async ({ email = '', password = '' }) => {
      this.wanted = await login(email, password);
    });
    if (!good) return;
    this.#inField.abort();
    if (!this.wanted) this.#enter();
  }

  #over(): void {
    this.wanted = null;
    this.startOver = true;
    void this.#listen();
  }

  protected override render(): TemplateResult {
    return this.wanted ? this.#second(this.wanted) : this.#first();
  }

  #first(): TemplateResult {
    const next = nextOf(this.query);
    return entry({
      title: msg('Sign in'),
      body: html`
        ${this.#refused()}
        <form class="rb-form" novalidate aria-label=${msg('Sign in')} @submit=${(sent: Event) => void this.#send(sent)}>
          ${field(this.#form, { name: 'email', label: msg('Mail address'), type: 'email', autocomplete: 'username webauthn', required: true, maxlength: 254 })}
          ${passwordField(this.#form, { name: 'password', label: msg('Password'), autocomplete: 'current-password', help: html`<a href="/forgot">${msg('Forgot it?')}</a>` })}
          ${this.#form.trouble()}
          <div class="rb-form-end is-wide">${submit(this.#form, msg('Sign in'))}</div>
        </form>
        ${passkeysWork()
          ? html`<div class="rb-ways-in"><p class="rb-or">${msg('or')}</p>
              <button class="btn rb-btn-quiet" type="button" @click=${() => void this.#usePasskey()}>${icons.key()}${msg('Sign in with a passkey')}</button></div>`
          : nothing}
        ${providerButtons(this.#providers, next)}
      `,
      end: html`${msg('New here?')} <a href="/sign-up">${msg('Sign up')}</a>, ${msg('or')} <a href="/play">${msg('play as a guest')}</a>.`,
    });
  }

  #refused(): TemplateResult | typeof nothing {
    const words = this.startOver ? msg('That took too long or too many tries. Please start again.') : refusal(this.query.get('problem'));
    return words ? html`<p class="rb-form-wrong" role="alert">${words}</p>` : nothing;
  }

  #second(wanted: ProofWanted): TemplateResult {
    return entry({
      title: msg('One more step'),
      lead: msg('This account is guarded by a second factor.'),
      body: html`<rb-proof .wanted=${wanted} @rb-in=${() => this.#enter()} @rb-proof-over=${() => this.#over()}></rb-proof>`,
      end: html`<button class="rb-link" type="button" @click=${() => this.#over()}>${msg('Back')}</button>`,
    });
  }
}

const FACTORS: readonly Factor[] = ['totp', 'passkey', 'mail', 'recovery'];

/** Back from another house, the second factor is still wanted: what for stands behind the #. */
function proofIn(part: string): ProofWanted | null {
  const told = new URLSearchParams(part);
  const proof = told.get('proof');
  const factors = FACTORS.filter((factor) => told.get('factors')?.split('.').includes(factor));
  return proof ? { type: 'proof', proof, factors, expires_in: 0 } : null;
}
