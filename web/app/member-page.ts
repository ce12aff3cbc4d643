// A page for account holders: whoever is not signed in is asked in, and comes back here afterwards.
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { session } from '../data/session';
import type { Account } from '../data/shapes';
import { loading, nothingYet } from '../elements/states';
import '../styles/account.css';
import { doorTo } from './next';
import { Page } from './page';

export abstract class MemberPage extends Page {
  @state() protected account: Account | null | undefined = session.account;
  @state() private ended = false;
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = session.watch((leaving) => {
      this.account = session.account;
      this.ended = leaving === 'ended';
    });
    void session.load().then(() => {
      this.account = session.account;
      this.settled();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** What an account holder sees. */
  protected abstract content(account: Account): TemplateResult;

  protected override render(): TemplateResult {
    const { account } = this;
    return html`<div class="rb-page">${account ? this.content(account) : this.#door(account)}</div>`;
  }

  #door(account: null | undefined): TemplateResult {
    if (account === undefined) return html`<h1 class="visually-hidden">${this.heading}</h1>${loading(6)}`;
    const text = this.ended ? msg('This session was ended from elsewhere. What you had not saved is not kept.') : msg('This page belongs to an account.');
    const way = html`<a class="btn rb-btn" href=${doorTo(location.pathname + location.search)}>${msg('Sign in')}</a>`;
    return html`<h1 class="visually-hidden">${this.heading}</h1>${nothingYet(this.ended ? msg('You are signed out') : msg('Sign in to see this'), text, way)}`;
  }
}
