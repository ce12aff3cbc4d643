// All matches, filtered by what the address says, page by page.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { search } from '../app/paths';
import { router } from '../app/router';
import { matches, matchesKey, type MatchSearch, rulesets } from '../data/matches';
import { onePlayer } from '../data/players';
import type { MatchCard, MatchPage, Player, Ruleset } from '../data/shapes';
import { matchBones, matchRow } from '../elements/match-row';
import { rulesName } from '../elements/match-words';
import { pagination } from '../elements/pagination';
import { nothingYet, problemText, wentWrong } from '../elements/states';
import { count } from '../i18n/format';

const LIMIT = 20;
const STATUSES = ['live', 'waiting', 'finished'] as const;
const RESULTS = ['won', 'lost'] as const;

@localized()
@customElement('rb-matches-page')
export class MatchesPage extends Page {
  readonly #matches = new Asking<MatchPage>(this);
  readonly #rules = new Asking<Ruleset[]>(this);
  readonly #player = new Asking<Player>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#rules.ask('rulesets', rulesets);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const player = this.query.get('player');
    if (changed.has('query')) {
      void this.#load();
      if (player) void this.#player.ask(`player ${player}`, () => onePlayer(player));
    }
    this.heading = player ? msg(str`Matches of ${this.#name(player)}`) : msg('Matches');
  }

  /** What the player is called; until that is known, what the address says. */
  #name(slug: string): string {
    const { value } = this.#player;
    return value?.slug === slug ? value.name : slug;
  }

  async #load(): Promise<void> {
    const query = this.#search();
    await this.#matches.ask(matchesKey(query), () => matches(query));
    this.settled();
  }

  #search(): MatchSearch {
    const status = STATUSES.find((known) => known === this.query.get('status'));
    const player = this.query.get('player');
    const ruleset = this.query.get('ruleset');
    const opponent = player ? this.query.get('opponent') : null;
    const result = player ? RESULTS.find((known) => known === this.query.get('result')) : undefined;
    const offset = Math.max(0, Number.parseInt(this.query.get('offset') ?? '0', 10) || 0);
    return { ...(status && { status }), ...(player && { player }), ...(ruleset && { ruleset }), ...(opponent && { opponent }), ...(result && { result }), limit: LIMIT, offset };
  }

  protected override render(): TemplateResult {
    const player = this.query.get('player');
    return html`
      <div class="rb-page">
        <div class="rb-page-head">
          <h1>${this.heading}</h1>
          ${this.#matches.value ? html`<p class="rb-quiet">${msg(str`${count(this.#matches.value.total)} in all`)}</p>` : nothing}
        </div>
        <div class="rb-filters">${this.#statuses()} ${this.#rulesChoice()} ${player ? html`${this.#results()} ${this.#everyone()}` : nothing}</div>
        ${this.#list()}
      </div>
    `;
  }

  #statuses(): TemplateResult {
    const now = STATUSES.find((known) => known === this.query.get('status')) ?? '';
    const names: [string, string][] = [
      ['', msg('All')],
      ['live', msg('Live')],
      ['waiting', msg('Open')],
      ['finished', msg('Finished')],
    ];
    return html`
      <div class="rb-segments" role="group" aria-label=${msg('Status')}>
        ${names.map(
          ([status, name]) => html`
            <button
              type="button"
              aria-pressed=${status === now ? 'true' : 'false'}
              @click=${() => this.#refine({ status })}
            >
              ${name}
            </button>
          `,
        )}
      </div>
    `;
  }

  #rulesChoice(): TemplateResult {
    const chosen = this.query.get('ruleset') ?? '';
    return html`
      <label class="rb-filter ${chosen ? 'is-on' : ''}">
        <span>${msg('Rules')}</span>
        <select
          class="form-select"
          .value=${live(chosen)}
          @change=${(change: Event) => this.#refine({ ruleset: (change.target as HTMLSelectElement).value })}
        >
          <option value="" ?selected=${!chosen}>${msg('All rules')}</option>
          ${(this.#rules.value ?? []).map(({ id }) => html`<option value=${id} ?selected=${id === chosen}>${rulesName(id)}</option>`)}
        </select>
      </label>
    `;
  }

  #results(): TemplateResult {
    const chosen = this.query.get('result') ?? '';
    return html`
      <label class="rb-filter ${chosen ? 'is-on' : ''}">
        <span>${msg('Result')}</span>
        <select class="form-select" .value=${live(chosen)} @change=${(change: Event) => this.#refine({ result: (change.target as HTMLSelectElement).value })}>
          <option value="" ?selected=${!chosen}>${msg('Won and lost')}</option>
          <option value="won" ?selected=${chosen === 'won'}>${msg('Won')}</option>
          <option value="lost" ?selected=${chosen === 'lost'}>${msg('Lost')}</option>
        </select>
      </label>
    `;
  }

  #everyone(): TemplateResult {
    return html`<button class="btn rb-btn-quiet" type="button" @click=${() => this.#refine({ player: '', opponent: '', result: '' })}>
      ${msg('Everyone')}
    </button>`;
  }

  #list(): TemplateResult {
    const { value, problem, busy } = this.#matches;
    if (problem?.status === 403) return nothingYet(msg('These matches are kept private'), problemText(problem));
    if (problem) return wentWrong(problem, this.#matches.retry);
    if (!value) return matchBones(10);
    if (!value.items.length) return this.#none();
    return html`
      <ul class="rb-match-list ${busy ? 'is-busy' : ''}">
        ${value.items.map((match: MatchCard) => matchRow(match))}
      </ul>
      ${pagination(value, (offset) => this.#address({ offset: offset || '' }))}
    `;
  }

  #none(): TemplateResult {
    const narrowed = [...this.query.keys()].length > 0;
    return narrowed
      ? nothingYet(
          msg('No match fits'),
          msg('Widen the filters to see more.'),
          html`<a class="btn rb-btn-quiet" href="/matches">${msg('All matches')}</a>`,
        )
      : nothingYet(
          msg('No match was played yet'),
          msg('Yours can be the first.'),
          html`<a class="btn rb-btn" href="/play">${msg('Play')}</a>`,
        );
  }

  #now(): Record<string, string> {
    return Object.fromEntries(this.query.entries());
  }

  #address(change: Record<string, string | number>): string {
    return `/matches${search({ ...this.#now(), ...change })}`;
  }

  #refine(change: Record<string, string>): void {
    router.refine({ ...this.#now(), offset: '', ...change });
  }
}
