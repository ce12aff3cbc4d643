// A page for administrators; everybody else is told that it is not theirs.
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Account } from '../data/shapes';
import { nothingYet } from '../elements/states';
import { MemberPage } from './member-page';

export abstract class AdminPage extends MemberPage {
  /** What an administrator sees. */
  protected abstract admin(): TemplateResult;

  /** The server answers nobody else. */
  protected get mayAsk(): boolean {
    return this.account?.role === 'admin' && this.account.factors.length > 0;
  }

  protected override content(account: Account): TemplateResult {
    if (account.role !== 'admin') {
      const way = html`<a class="btn rb-btn" href="/">${msg('Back to the lobby')}</a>`;
      return html`<h1 class="visually-hidden">${this.heading}</h1>${nothingYet(msg('This page is not yours'), msg('It belongs to the administrators of this house.'), way)}`;
    }
    if (account.factors.length === 0) {
      const way = html`<a class="btn rb-btn" href="/settings/security">${msg('Set one up')}</a>`;
      return html`<h1 class="visually-hidden">${this.heading}</h1>${nothingYet(msg('First, a second factor'), msg('Whoever looks after other people’s accounts signs in with more than a password: with an authenticator app or a passkey.'), way)}`;
    }
    const here = location.pathname;
    const tab = (href: string, name: string): TemplateResult => html`<a href=${href} aria-current=${here === href ? 'page' : 'false'}>${name}</a>`;
    return html`
      <div class="rb-page-head"><h1>${this.heading}</h1></div>
      <nav class="rb-admin-tabs" aria-label=${msg('Administration')}>${tab('/admin/accounts', msg('Accounts'))} ${tab('/admin/audit', msg('Audit log'))}</nav>
      ${this.admin()}
    `;
  }
}
