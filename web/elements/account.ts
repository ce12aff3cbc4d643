// Who one is here: the menu of an account or of a guest, or the offers to sign in and to take a name.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { toast } from '../app/toast';
import { me, signedIn } from '../data/me';
import { asProblem } from '../data/problem';
import { session } from '../data/session';
import type { Account, Somebody } from '../data/shapes';
import './avatar';
import { LightElement } from './light';
import { problemText } from './states';

@localized()
@customElement('rb-account')
export class AccountMenu extends LightElement {
  @state() private player = me.player;
  @state() private account = session.account;
  #stops: (() => void)[] = [];
  readonly #closeOutside = (click: Event): void => {
    if (!(click.target instanceof Node) || !this.contains(click.target)) this.#close();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [me.watch(() => (this.player = me.player)), session.watch((leaving) => this.#follow(leaving === 'ended'))];
    document.addEventListener('click', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    document.removeEventListener('click', this.#closeOutside);
  }

  #follow(ended: boolean): void {
    this.account = session.account;
    if (ended) toast(msg('You are signed out: this session was ended.'), { wrong: true });
  }

  protected override render(): TemplateResult {
    if (this.player === undefined) return html`<span class="rb-account-wait" aria-hidden="true"></span>`;
    if (!this.player) return this.#offer();
    return this.#menu(this.player, this.account ? this.#own(this.account) : this.#guest());
  }

  #offer(): TemplateResult {
    return html`
      <a class="btn rb-btn-quiet" href="/sign-in">${msg('Sign in')}</a>
      <button class="btn rb-btn-quiet rb-take-name" type="button" @click=${() => void signedIn()}>${msg('Take a name')}</button>
    `;
  }

  #menu(player: Somebody, items: TemplateResult): TemplateResult {
    return html`
      <details class="rb-menu" @keydown=${(press: KeyboardEvent) => this.#key(press)}>
        <summary class="rb-account" aria-label=${`${msg('You')}: ${player.name}`}>
          <rb-avatar .seed=${player.key} .src=${player.avatar}></rb-avatar><span class="text-truncate">${player.name}</span>
        </summary>
        <ul class="rb-menu-list">
          ${this.#link(`/players/${player.slug}`, msg('My board'))} ${this.#link(`/matches?player=${player.slug}`, msg('My matches'))} ${items}
        </ul>
      </details>
    `;
  }

  #own(account: Account): TemplateResult {
    return html`
      ${this.#link('/friends', msg('Friends'))} ${this.#link('/settings/account', msg('Settings'))}
      ${account.role === 'admin' ? this.#link('/admin/accounts', msg('Administration')) : nothing}
      <li><button type="button" @click=${() => void this.#leave(() => session.leave(), msg('You are signed out.'))}>${msg('Sign out')}</button></li>
    `;
  }

  /** A guest keeps playing as one; signing up keeps the matches. */
  #guest(): TemplateResult {
    return html`
      <li class="rb-menu-offer">
        <p>${msg('You play as a guest. Sign up, and your matches stay yours.')}</p>
        <a class="btn rb-btn" href="/sign-up" @click=${() => this.#close()}>${msg('Sign up')}</a>
      </li>
      ${this.#link('/sign-in', msg('Sign in'))}
      <li><button type="button" @click=${() => void this.#rename()}>${msg('Change my name')}</button></li>
      <li><button type="button" @click=${() => void this.#leave(() => me.leave(), msg('This browser is forgotten. Your matches stay on the boards under their name.'))}>${msg('Forget this browser')}</button></li>
    `;
  }

  #link(href: string, name: string): TemplateResult {
    return html`<li><a href=${href} @click=${() => this.#close()}>${name}</a></li>`;
  }

  #key(press: KeyboardEvent): void {
    if (press.key !== 'Escape') return;
    this.#close();
    this.querySelector('summary')?.focus();
  }

  #close(): void {
    this.querySelector('details')?.removeAttribute('open');
  }

  async #rename(): Promise<void> {
    this.#close();
    const { askAlias } = await import('./alias-dialog');
    await askAlias({ rename: true });
  }

  async #leave(leave: () => Promise<void>, said: string): Promise<void> {
    this.#close();
    try {
      await leave();
      toast(said);
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    }
  }
}
