// Administration, audit: who did what to whom, newest first; nothing here can be changed by anybody.
import { localized, msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { AdminPage } from '../app/admin-page';
import { Asking } from '../app/asking';
import { search } from '../app/paths';
import { router } from '../app/router';
import { audit, auditKey, type AuditSearch } from '../data/admin';
import type { AuditPage } from '../data/shapes';
import { icons } from '../elements/icons';
import { pagination } from '../elements/pagination';
import { loading, nothingYet, wentWrong } from '../elements/states';
import { exactly } from '../i18n/format';

const LIMIT = 50;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

@localized()
@customElement('rb-admin-audit-page')
export class AdminAuditPage extends AdminPage {
  readonly #audit = new Asking<AuditPage>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Audit log');
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.mayAsk && (changed.has('query') || changed.has('account'))) void this.#load();
  }

  #load(): Promise<void> {
    const about = this.query.get('about')?.slice(0, 64);
    const offset = Math.max(0, Number.parseInt(this.query.get('offset') ?? '0', 10) || 0);
    const query: AuditSearch = { ...(about && { about }), limit: LIMIT, offset };
    return this.#audit.ask(auditKey(query), () => audit(query));
  }

  protected override admin(): TemplateResult {
    return html`
      <div class="rb-filters">
        <form class="rb-search" role="search" @submit=${(sent: Event) => sent.preventDefault()}>
          ${icons.search()}
          <input class="form-control" type="search" maxlength="64" spellcheck="false" placeholder=${msg('An account id, or a deed')} aria-label=${msg('An account id, or a deed')}
            .value=${live(this.query.get('about') ?? '')} @change=${(change: Event) => router.refine({ about: (change.target as HTMLInputElement).value.trim() })} />
        </form>
      </div>
      ${this.#table()}
    `;
  }

  #table(): TemplateResult {
    const { value, problem, busy } = this.#audit;
    if (problem) return wentWrong(problem, this.#audit.retry);
    if (!value) return loading(12);
    if (!value.items.length) return nothingYet(msg('Nothing of that kind'), msg('Whatever concerns accounts is written here as it happens.'));
    return html`
      <div class="rb-table-room rb-set" tabindex="0" role="region" aria-label=${msg('Audit log')}>
        <table class="table rb-table rb-admin-table ${busy ? 'is-busy' : ''}">
          <thead><tr><th scope="col">${msg('When')}</th><th scope="col">${msg('Deed')}</th><th scope="col">${msg('By')}</th><th scope="col">${msg('On')}</th><th scope="col">${msg('Detail')}</th></tr></thead>
          <tbody>
            ${value.items.map((entry) => html`<tr><td><time datetime=${entry.at}>${exactly(entry.at)}</time></td><td>${filter(entry.action)}</td><td data-label=${msg('By')}>${filter(entry.actor, entry.actor_name)}</td><td data-label=${msg('On')}>${filter(entry.subject, entry.subject_name)}</td><td>${entry.detail}</td></tr>`)}
          </tbody>
        </table>
      </div>
      ${pagination(value, (offset) => `/admin/audit${search({ about: this.query.get('about'), offset: offset || '' })}`)}
    `;
  }
}

/** A word of the log, which leads to all that it concerns; what has no name is shown by the beginning of its id. */
function filter(about: string | null, name: string | null = null): TemplateResult | string {
  if (!about) return '–';
  const short = UUID.test(about) ? `${about.slice(0, 8)} …` : about;
  return html`<a class=${name ? '' : 'is-code'} href="/admin/audit?about=${about}" title=${about}>${name ?? short}</a>`;
}
