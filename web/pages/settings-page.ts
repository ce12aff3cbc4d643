// The settings: one tab a subject, each an address of its own.
import { localized, msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { MemberPage } from '../app/member-page';
import { router } from '../app/router';
import type { Account } from '../data/shapes';
import './settings-account';
import './settings-data';
import './settings-game';
import './settings-keys';
import './settings-privacy';
import './settings-security';
import './settings-sessions';

const TABS = ['account', 'security', 'privacy', 'game', 'sessions', 'keys', 'data'] as const;
type Tab = (typeof TABS)[number];

@localized()
@customElement('rb-settings-page')
export class SettingsPage extends MemberPage {
  get #tab(): Tab {
    return TABS.find((tab) => tab === this.params.tab) ?? 'account';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('params')) return;
    if (this.params.tab !== this.#tab) router.replace(`/settings/${this.#tab}`);
    this.heading = `${msg('Settings')}: ${tabName(this.#tab)}`;
  }

  /** On a phone the tabs are wider than the screen: the current one is brought into view. */
  protected override updated(): void {
    const current = this.querySelector<HTMLElement>('.rb-settings-tabs [aria-current=page]');
    const tabs = current?.parentElement;
    if (tabs) tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
  }

  protected override content(account: Account): TemplateResult {
    return html`
      <div class="rb-page-head"><h1>${msg('Settings')}</h1></div>
      <div class="rb-settings">
        <nav class="rb-settings-tabs" aria-label=${msg('Settings')}>
          ${TABS.map((tab) => html`<a href="/settings/${tab}" aria-current=${tab === this.#tab ? 'page' : 'false'}>${tabName(tab)}</a>`)}
        </nav>
        <div>${part(this.#tab, account)}</div>
      </div>
    `;
  }
}

function part(tab: Tab, account: Account): TemplateResult {
  switch (tab) {
    case 'account':
      return html`<rb-settings-account .account=${account}></rb-settings-account>`;
    case 'security':
      return html`<rb-settings-security .account=${account}></rb-settings-security>`;
    case 'privacy':
      return html`<rb-settings-privacy></rb-settings-privacy>`;
    case 'game':
      return html`<rb-settings-game></rb-settings-game>`;
    case 'sessions':
      return html`<rb-settings-sessions></rb-settings-sessions>`;
    case 'keys':
      return html`<rb-settings-keys></rb-settings-keys>`;
    case 'data':
      return html`<rb-settings-data .account=${account}></rb-settings-data>`;
  }
}

function tabName(tab: Tab): string {
  const names: Record<Tab, string> = {
    account: msg('Account'),
    security: msg('Security'),
    privacy: msg('Privacy'),
    game: msg('Game'),
    sessions: msg('Sessions'),
    keys: msg('Access keys'),
    data: msg('Your data'),
  };
  return names[tab];
}
