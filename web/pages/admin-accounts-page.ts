// Administration, accounts: found by name or mail; roles, bans and sessions.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { AdminPage } from '../app/admin-page';
import { Asking } from '../app/asking';
import { search } from '../app/paths';
import { router } from '../app/router';
import { accounts, accountsKey, type AccountSearch, ban, changeRole, endAll, unban } from '../data/admin';
import type { AdminAccount, AdminAccounts, Role } from '../data/shapes';
import '../elements/avatar';
import { icons } from '../elements/icons';
import { pagination } from '../elements/pagination';
import { askReason } from '../elements/reason-dialog';
import { act } from '../elements/settings-set';
import { loading, nothingYet, wentWrong } from '../elements/states';
import { ago, count, exactly } from '../i18n/format';

type Button = (label: string, spoken: string, work: () => void, grave?: boolean) => TemplateResult;

const LIMIT = 25;
const PAUSE_MS = 250;
const ROLES: readonly Role[] = ['player', 'organiser', 'referee', 'moderator', 'analyst', 'admin'];

@localized()
@customElement('rb-admin-accounts-page')
export class AdminAccountsPage extends AdminPage {
  readonly #accounts = new Asking<AdminAccounts>(this);
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Accounts');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.mayAsk && (changed.has('query') || changed.has('account'))) void this.#load();
  }

  #load(): Promise<void> {
    const text = this.query.get('search')?.slice(0, 64);
    const offset = Math.max(0, Number.parseInt(this.query.get('offset') ?? '0', 10) || 0);
    const query: AccountSearch = { ...(text && { search: text }), limit: LIMIT, offset };
    return this.#accounts.ask(accountsKey(query), () => accounts(query));
  }

  protected override admin(): TemplateResult {
    return html`
      <div class="rb-filters">
        <form class="rb-search" role="search" @submit=${(sent: Event) => sent.preventDefault()}>
          ${icons.search()}
          <input class="form-control" type="search" maxlength="64" placeholder=${msg('Part of a mail address, or an id')} aria-label=${msg('Part of a mail address, or an id')}
            .value=${live(this.query.get('search') ?? '')} @input=${(typed: Event) => this.#typed(typed)} />
        </form>
      </div>
      ${this.#table()}
    `;
  }

  #table(): TemplateResult {
    const { value, problem, busy } = this.#accounts;
    if (problem) return wentWrong(problem, this.#accounts.retry);
    if (!value) return loading(10);
    if (!value.items.length) return nothingYet(msg('No such account'), msg('Try fewer letters.'));
    return html`
      <div class="rb-table-room rb-set" tabindex="0" role="region" aria-label=${msg('Accounts')}>
        <table class="table rb-table rb-admin-table ${busy ? 'is-busy' : ''}">
          <thead><tr><th scope="col">${msg('Player')}</th><th scope="col">${msg('Mail address')}</th><th scope="col">${msg('Since')}</th><th scope="col" class="is-number">${msg('Sessions')}</th><th scope="col">${msg('Role')}</th><th scope="col">${msg('Acts')}</th></tr></thead>
          <tbody>${value.items.map((account) => this.#row(account))}</tbody>
        </table>
      </div>
      ${pagination(value, (offset) => `/admin/accounts${search({ search: this.query.get('search'), offset: offset || '' })}`)}
    `;
  }

  #row(account: AdminAccount): TemplateResult {
    const { player, created_at: since } = account;
    return html`
      <tr>
        <td><a class="rb-player" href="/players/${player.slug}"><rb-avatar .seed=${player.key} .src=${player.avatar}></rb-avatar>${player.name}</a>${account.banned_at ? html`<p class="rb-field-wrong">${msg(str`Banned: ${account.ban_reason ?? ''}`)}</p>` : nothing}</td>
        <td class="is-address">${account.email ?? '–'}</td>
        <td data-label=${msg('Since')}><time datetime=${since} title=${exactly(since)}>${ago(since)}</time></td>
        <td class="is-number" data-label=${msg('Sessions')}>${count(account.sessions)}</td>
        <td><select class="form-select" ?disabled=${account.id === this.account?.id} aria-label=${msg(str`Role of ${player.name}`)} .value=${live(account.role)} @change=${(change: Event) => void this.#role(account, change)}>
          ${ROLES.map((role) => html`<option value=${role} ?selected=${role === account.role}>${roleName(role)}</option>`)}
        </select></td>
        <td><div class="rb-row-acts">${this.#acts(account)}</div></td>
      </tr>
    `;
  }

  #acts(account: AdminAccount): TemplateResult {
    const { id, player } = account;
    const button: Button = (label, spoken, work, grave = false) =>
      html`<button class="btn ${grave ? 'rb-btn-grave' : 'rb-btn-quiet'}" type="button" aria-label=${spoken} @click=${work}>${label}</button>`;
    return html`
      <a class="btn rb-btn-quiet" href="/admin/audit?about=${id}" aria-label=${msg(str`Log of ${player.name}`)}>${msg('Log')}</a>
      ${account.id === this.account?.id ? nothing : this.#closings(account, button)}
    `;
  }

  /** What administrators do to others, never to themselves. */
  #closings({ id, player, banned_at: banned }: AdminAccount, button: Button): TemplateResult {
    return html`
      ${button(msg('End sessions'), msg(str`End sessions of ${player.name}`), () => void this.#do(() => endAll(id), msg('Every session is ended')))}
      ${banned
        ? button(msg('Lift the ban'), msg(str`Lift the ban of ${player.name}`), () => void this.#do(() => unban(id), msg('The ban is lifted')))
        : button(msg('Ban'), msg(str`Ban ${player.name}`), () => void this.#ban(id, player.name), true)}
    `;
  }

  async #role({ id, player }: AdminAccount, change: Event): Promise<void> {
    const role = (change.target as HTMLSelectElement).value as Role;
    await this.#do(() => changeRole(id, role), msg(str`${player.name} is ${roleName(role)} now`));
  }

  async #ban(id: string, name: string): Promise<void> {
    const reason = await askReason(msg(str`Ban ${name}?`), msg('Every session ends, and the account cannot be used. The reason is kept with the account.'), msg('Ban'));
    if (reason) await this.#do(() => ban(id, reason), msg(str`${name} is banned`));
  }

  async #do(work: () => Promise<unknown>, said: string): Promise<void> {
    await act(work, said);
    await this.#load();
  }

  #typed(typed: Event): void {
    clearTimeout(this.#timer);
    const text = (typed.target as HTMLInputElement).value.trim();
    this.#timer = window.setTimeout(() => router.replace(`/admin/accounts${search({ search: text })}`), PAUSE_MS);
  }
}

function roleName(role: Role): string {
  const names: Record<Role, string> = {
    player: msg('player'),
    organiser: msg('organiser'),
    referee: msg('referee'),
    moderator: msg('moderator'),
    analyst: msg('analyst'),
    admin: msg('administrator'),
  };
  return names[role];
}
