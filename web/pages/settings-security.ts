// Settings, security: the password, the second factors, and the other houses one may come through.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { toast } from '../app/toast';
import { changePassword, factors, freshAccount, newRecovery } from '../data/account';
import { session } from '../data/session';
import type { Account, Factors } from '../data/shapes';
import { passwordField, submit } from '../elements/field';
import { Form } from '../elements/form';
import { LightElement } from '../elements/light';
import { proven } from '../elements/prove-dialog';
import '../elements/recovery-codes';
import { act, set } from '../elements/settings-set';
import { loading, wentWrong } from '../elements/states';
import { ALONE, BESIDE, lengthOf, strength } from '../elements/strength';
import './settings-identities';
import './settings-passkeys';
import './settings-totp';

@localized()
@customElement('rb-settings-security')
export class SettingsSecurity extends LightElement {
  @property({ attribute: false }) account!: Account;
  @state() private password = '';
  @state() private codes: readonly string[] = [];
  readonly #factors = new Asking<Factors>(this);
  readonly #form = new Form(this, 'password');

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    await this.#factors.ask('factors', factors);
  }

  /** A factor came or went: what the account is guarded by is asked anew. */
  #changed(codes: readonly string[] = []): void {
    if (codes.length) this.codes = codes;
    void this.#load();
    void freshAccount().catch(() => null);
  }

  protected override render(): TemplateResult {
    return html`
      ${set({ id: 'password', title: this.account.has_password ? msg('Password') : msg('Set a password'), about: msg('Every other session ends when it changes.') }, this.#passwordForm())}
      ${this.#second()}
      <rb-settings-identities></rb-settings-identities>
    `;
  }

  // --- The password -------------------------------------------------------------------------------------

  get #needed(): number {
    const { value } = this.#factors;
    return value && (value.totp || value.passkeys.length > 0) ? BESIDE : ALONE;
  }

  #passwordForm(): TemplateResult {
    return html`
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#changePassword(sent)}>
        <input class="visually-hidden" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" .value=${session.account?.email ?? ''} />
        <div @input=${(typed: Event) => (this.password = (typed.target as HTMLInputElement).value)}>
          ${passwordField(this.#form, { name: 'password', label: msg('New password'), autocomplete: 'new-password', help: strength(this.password, this.#needed) })}
        </div>
        ${this.#form.trouble()}
        <div class="rb-form-end">${submit(this.#form, msg('Change the password'))}</div>
      </form>
    `;
  }

  async #changePassword(sent: Event): Promise<void> {
    const form = sent.currentTarget as HTMLFormElement;
    await this.#form.send(sent, async ({ password = '' }) => {
      if (lengthOf(password) < this.#needed) { this.#form.reject('password', msg(str`Please use ${this.#needed} characters or more.`)); return; }
      const done = await proven(async () => {
        await changePassword(password);
        return true;
      });
      if (!done) return;
      form.reset();
      this.password = '';
      toast(msg('The new password counts. Every other session was ended.'));
      this.#changed();
    });
  }

  // --- The second factor --------------------------------------------------------------------------------

  #second(): TemplateResult {
    const { value, problem } = this.#factors;
    if (problem) return set({ id: 'second', title: msg('Second factor') }, wentWrong(problem, this.#factors.retry));
    if (!value) return set({ id: 'second', title: msg('Second factor') }, loading(4));
    return html`
      <rb-settings-totp .on=${value.totp} @rb-changed=${(told: CustomEvent<string[]>) => this.#changed(told.detail)}></rb-settings-totp>
      <rb-settings-passkeys .list=${value.passkeys} @rb-changed=${(told: CustomEvent<string[]>) => this.#changed(told.detail)}></rb-settings-passkeys>
      ${value.totp || value.passkeys.length > 0 || this.codes.length > 0 ? this.#recovery(value) : ''}
    `;
  }

  #recovery(value: Factors): TemplateResult {
    const about = msg('Ten codes on paper, each good for one sign-in, for the day the phone is lost.');
    return set(
      { id: 'recovery', title: msg('Recovery codes'), about },
      html`
        <rb-recovery-codes .codes=${this.codes} @rb-kept=${() => (this.codes = [])}></rb-recovery-codes>
        <p>${msg(str`${value.recovery_left} of 10 are left.`)}</p>
        <div class="rb-set-end">
          <button class="btn rb-btn-quiet" type="button" @click=${() => void this.#renewCodes()}>${msg('Make ten new codes')}</button>
        </div>
      `,
    );
  }

  async #renewCodes(): Promise<void> {
    let codes: readonly string[] = [];
    await act(async () => (codes = (await newRecovery()).recovery), msg('The old codes are void'));
    if (codes.length) this.#changed(codes);
  }
}
