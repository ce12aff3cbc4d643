// Settings, other houses: which logins elsewhere open this account, as long as the site has any to offer.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { router } from '../app/router';
import { toast } from '../app/toast';
import { identities, linkIdentity, unlinkIdentity } from '../data/account';
import { providers } from '../data/auth';
import type { Identity, Provider } from '../data/shapes';
import { LightElement } from '../elements/light';
import { act, set } from '../elements/settings-set';
import { day } from '../i18n/format';
import { refusal } from './sign-in-page-refusals';

@localized()
@customElement('rb-settings-identities')
export class SettingsIdentities extends LightElement {
  readonly #providers = new Asking<Provider[]>(this);
  readonly #linked = new Asking<Identity[]>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#providers.ask('providers', providers);
    void this.#load();
    this.#tellBack();
  }

  /** Coming back from the other house, the address says how it went. */
  #tellBack(): void {
    const query = new URLSearchParams(location.search);
    const wrong = refusal(query.get('problem'));
    if (wrong) toast(wrong, { wrong: true });
    else if (query.has('linked')) toast(msg('Linked'));
    if (query.size) router.replace(location.pathname);
  }

  #load(): Promise<void> {
    return this.#linked.ask('identities', identities);
  }

  protected override render(): TemplateResult | typeof nothing {
    const offered = this.#providers.value ?? [];
    const linked = this.#linked.value ?? [];
    this.hidden = offered.length === 0 && linked.length === 0;
    if (this.hidden) return nothing;
    const about = msg('Linked logins open this account. Equal mail addresses alone never link anything.');
    const open = offered.filter(({ name }) => !linked.some(({ provider }) => provider === name));
    return set(
      { id: 'identities', title: msg('Sign in through others'), about },
      html`<ul class="rb-rows">${linked.map((identity) => this.#linkedRow(identity))} ${open.map((provider) => this.#openRow(provider))}</ul>`,
    );
  }

  #linkedRow(identity: Identity): TemplateResult {
    const title = this.#providers.value?.find(({ name }) => name === identity.provider)?.title ?? identity.provider;
    return html`
      <li>
        <div><b>${title}</b><p>${identity.label} ${msg(str`since ${day(identity.linked_at)}`)}</p></div>
        <button class="btn rb-btn-quiet" type="button" aria-label=${msg(str`Unlink ${title}`)} @click=${() => void this.#unlink(identity.provider)}>${msg('Unlink')}</button>
      </li>
    `;
  }

  #openRow({ name, title }: Provider): TemplateResult {
    return html`
      <li>
        <div><b>${title}</b><p>${msg('not linked')}</p></div>
        <button class="btn rb-btn-quiet" type="button" aria-label=${msg(str`Link ${title}`)} @click=${() => void this.#link(name)}>${msg('Link')}</button>
      </li>
    `;
  }

  async #link(name: string): Promise<void> {
    let address = '';
    await act(async () => (address = await linkIdentity(name)));
    if (address) location.assign(address);
  }

  async #unlink(name: string): Promise<void> {
    if (await act(() => unlinkIdentity(name), msg('Unlinked'))) await this.#load();
  }
}
