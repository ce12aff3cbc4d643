// Settings, access keys: what programs of one's own sign in with, each for as little as it needs.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { copy } from '../app/clipboard';
import { accessKeys, makeKey, removeKey } from '../data/account';
import type { AccessKey, MadeKey, Scope } from '../data/shapes';
import { field, framed, submit } from '../elements/field';
import { Form } from '../elements/form';
import { icons } from '../elements/icons';
import { LightElement } from '../elements/light';
import { proven } from '../elements/prove-dialog';
import { act, set } from '../elements/settings-set';
import { loading, wentWrong } from '../elements/states';
import { ago, day } from '../i18n/format';

const SCOPES: readonly Scope[] = ['matches:read', 'data:export', 'bot:play', 'tournaments:write', 'account'];
const DAYS = [30, 90, 365] as const;

@localized()
@customElement('rb-settings-keys')
export class SettingsKeys extends LightElement {
  @state() private made: MadeKey | null = null;
  readonly #keys = new Asking<AccessKey[]>(this);
  readonly #form = new Form(this, 'key');

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  #load(): Promise<void> {
    return this.#keys.ask('access keys', accessKeys);
  }

  protected override render(): TemplateResult {
    const about = html`${msg('For the API, exports and bots of your own.')} <a href="/docs/">${msg('What the API can do')}</a>`;
    return html`
      ${set({ id: 'keys', title: msg('Access keys'), about }, this.#list())}
      ${set({ id: 'new-key', title: msg('A new key') }, this.#ask())}
    `;
  }

  #list(): TemplateResult {
    const { value, problem } = this.#keys;
    if (problem) return wentWrong(problem, this.#keys.retry);
    if (!value) return loading(3);
    return html`
      ${this.made ? this.#once(this.made) : nothing}
      ${value.length ? html`<ul class="rb-rows">${value.map((key) => this.#row(key))}</ul>` : html`<p class="rb-quiet">${msg('No key yet.')}</p>`}
    `;
  }

  /** The secret is shown this once; only its hash is kept. */
  #once({ key, view: { name } }: MadeKey): TemplateResult {
    return html`
      <div class="rb-once" role="status">
        <p><b>${msg(str`The secret of ${name}.`)}</b> ${msg('Copy it now. It is not shown again.')}</p>
        <p class="rb-secret"><code>${key}</code>
          <button class="btn rb-btn-quiet" type="button" @click=${() => void copy(key)}>${icons.copy()}${msg('Copy')}</button></p>
      </div>
    `;
  }

  #row(key: AccessKey): TemplateResult {
    const used = key.used_at ? msg(str`last used ${ago(key.used_at)}`) : msg('not used yet');
    const until = key.expires_at ? msg(str`until ${day(key.expires_at)}`) : msg('without an end');
    return html`
      <li>
        <div><b>${key.name}</b><p>${key.scopes.map((scope) => html`<span class="rb-chip">${scope}</span> `)}</p><p>${used}, ${until}</p></div>
        <button class="btn rb-btn-quiet" type="button" aria-label=${msg(str`Remove ${key.name}`)} @click=${() => void this.#remove(key)}>${msg('Remove')}</button>
      </li>
    `;
  }

  #ask(): TemplateResult {
    const id = this.#form.id('days');
    return html`
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
        ${field(this.#form, { name: 'name', label: msg('Name'), required: true, maxlength: 60, autocomplete: 'off', help: msg('What it is for, so that you know it again.') })}
        <fieldset class="rb-field" aria-describedby="rb-key-scopes-wrong">
          <legend>${msg('It may')}</legend>
          ${SCOPES.map((scope) => html`<label class="rb-check"><input type="checkbox" name="scope" value=${scope} /><span>${scopeWords(scope)}<small>${scope}</small></span></label>`)}
          <p class="rb-field-wrong" id="rb-key-scopes-wrong" role="alert">${this.#form.wrong('scope') || nothing}</p>
        </fieldset>
        ${framed(this.#form, { name: 'days', label: msg('For how long') }, html`<select class="form-select" id=${id} name="days" aria-describedby="${id}-help ${id}-wrong">
          ${DAYS.map((days) => html`<option value=${days} ?selected=${days === 90}>${msg(str`${days} days`)}</option>`)}
          <option value="">${msg('Without an end')}</option>
        </select>`)}
        ${this.#form.trouble()}
        <div class="rb-form-end">${submit(this.#form, msg('Make the key'))}</div>
      </form>
    `;
  }

  async #send(sent: Event): Promise<void> {
    const form = sent.currentTarget as HTMLFormElement;
    const scopes = [...form.querySelectorAll<HTMLInputElement>('[name=scope]:checked')].map(({ value }) => value as Scope);
    await this.#form.send(sent, async ({ name = '', days = '' }) => {
      if (!scopes.length) { this.#form.reject('scope', msg('Please choose at least one.')); return; }
      const made = await proven(() => makeKey({ name, scopes, ...(days && { days: Number(days) }) }));
      if (!made) return;
      this.made = made;
      form.reset();
      await this.#load();
      this.querySelector('#keys')?.scrollIntoView({ block: 'center' });
    });
  }

  async #remove({ id, name }: AccessKey): Promise<void> {
    if (await act(() => removeKey(id), msg(str`${name} opens nothing any more`))) {
      if (this.made?.view.id === id) this.made = null;
      await this.#load();
    }
  }
}

function scopeWords(scope: Scope): string {
  const words: Record<Scope, string> = {
    'matches:read': msg('Read matches and boards'),
    'data:export': msg('Export your data'),
    'bot:play': msg('Play as a bot'),
    'tournaments:write': msg('Run tournaments'),
    account: msg('Read your account'),
  };
  return words[scope];
}
