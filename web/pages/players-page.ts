// All players: found by name, narrowed by kind, page by page.
import { localized, msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { search } from '../app/paths';
import { router } from '../app/router';
import { countries, countryName } from '../data/countries';
import { players, playersKey, type PlayerSearch, type Sort, SORTS } from '../data/players';
import type { Kind, Player, PlayerPage } from '../data/shapes';
import '../elements/avatar';
import { icons } from '../elements/icons';
import { levelName, levelPips } from '../elements/level';
import { pagination } from '../elements/pagination';
import { kindName } from '../elements/player-plate';
import { loading, nothingYet, wentWrong } from '../elements/states';

const LIMIT = 24;
const PAUSE_MS = 250;
const KINDS: readonly Kind[] = ['ai', 'guest', 'human'];

@localized()
@customElement('rb-players-page')
export class PlayersPage extends Page {
  readonly #players = new Asking<PlayerPage>(this);
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Players');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) void this.#load();
  }

  async #load(): Promise<void> {
    const query = this.#search();
    await this.#players.ask(playersKey(query), () => players(query));
    this.settled();
  }

  #search(): PlayerSearch {
    const kind = KINDS.find((known) => known === this.query.get('kind'));
    const text = this.query.get('search')?.slice(0, 64);
    const offset = Math.max(0, Number.parseInt(this.query.get('offset') ?? '0', 10) || 0);
    const country = /^[A-Z]{2}$/.exec(this.query.get('country') ?? '')?.[0];
    const sort = SORTS.find((known) => known === this.query.get('sort'));
    return { ...(kind && { kind }), ...(text && { search: text }), ...(country && { country }), ...(sort && { sort }), limit: LIMIT, offset };
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-page">
        <div class="rb-page-head"><h1>${msg('Players')}</h1></div>
        <div class="rb-filters">
          <form class="rb-search" role="search" @submit=${(sent: Event) => sent.preventDefault()}>
            ${icons.search()}
            <input
              class="form-control"
              id="search"
              type="search"
              maxlength="64"
              placeholder=${msg('Search by name')}
              aria-label=${msg('Search by name')}
              .value=${live(this.query.get('search') ?? '')}
              @input=${(typed: Event) => this.#typed(typed)}
            />
          </form>
          ${this.#kinds()} ${this.#countries()} ${this.#sorts()}
        </div>
        ${this.#list()}
      </div>
    `;
  }

  #kinds(): TemplateResult {
    const now = this.query.get('kind') ?? '';
    const names: [string, string][] = [
      ['', msg('All')],
      ['human', msg('Players')],
      ['guest', msg('Guests')],
      ['ai', msg('House bots')],
    ];
    return html`
      <div class="rb-segments" role="group" aria-label=${msg('Kind')}>
        ${names.map(
          ([kind, name]) => html`
            <button
              type="button"
              aria-pressed=${kind === now ? 'true' : 'false'}
              @click=${() => this.#refine({ kind })}
            >
              ${name}
            </button>
          `,
        )}
      </div>
    `;
  }

  #countries(): TemplateResult {
    const chosen = this.query.get('country') ?? '';
    const options = countries().map(({ code, name }) => [code, name] as const);
    return this.#choice('country', msg('Country'), chosen, [['', msg('All countries')], ...options]);
  }

  #sorts(): TemplateResult {
    const names: Record<Sort, string> = { name: msg('By name'), newest: msg('Newest first'), oldest: msg('Oldest first') };
    const chosen = this.query.get('sort') ?? '';
    return this.#choice('sort', msg('Order'), chosen, SORTS.map((sort) => [sort === 'name' ? '' : sort, names[sort]]));
  }

  #choice(name: string, label: string, chosen: string, options: readonly (readonly [string, string])[]): TemplateResult {
    return html`
      <label class="rb-filter ${chosen ? 'is-on' : ''}">
        <span>${label}</span>
        <select class="form-select" name=${name} .value=${live(chosen)} @change=${(change: Event) => this.#refine({ [name]: (change.target as HTMLSelectElement).value })}>
          ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
        </select>
      </label>
    `;
  }

  #list(): TemplateResult {
    const { value, problem, busy } = this.#players;
    if (problem) return wentWrong(problem, this.#players.retry);
    if (!value) return loading(8);
    if (!value.items.length) return this.#nobody();
    return html`
      <ul class="rb-player-list ${busy ? 'is-busy' : ''}">
        ${value.items.map((player) => this.#card(player))}
      </ul>
      ${pagination(value, (offset) => `/players${search({ ...this.#now(), offset: offset || '' })}`)}
    `;
  }

  #nobody(): TemplateResult {
    if (this.query.get('search')) return nothingYet(msg('Nobody of that name'), msg('Try fewer letters.'));
    return nothingYet(msg('Nobody of that kind yet'), msg('Widen the filters to see more.'));
  }

  #card(player: Player): TemplateResult {
    const level = player.level;
    return html`
      <li class="rb-player-card">
        <rb-avatar .seed=${player.key} .src=${player.avatar}></rb-avatar>
        <div>
          <a class="stretched-link" href="/players/${player.slug}">${player.name}</a>
          <p>${level === null ? this.#whence(player) : html`${levelPips(level)} ${levelName(level)}`}</p>
          ${player.about ? html`<p class="rb-player-about">${player.about}</p>` : nothing}
        </div>
      </li>
    `;
  }

  #whence(player: Player): string {
    return player.country ? `${kindName(player)}, ${countryName(player.country)}` : kindName(player);
  }

  /** While one types, the address is corrected, not added to: Back leaves the search in one step. */
  #typed(typed: Event): void {
    clearTimeout(this.#timer);
    const text = (typed.target as HTMLInputElement).value;
    this.#timer = window.setTimeout(() => {
      router.replace(`/players${search({ ...this.#now(), offset: '', search: text.trim() })}`);
    }, PAUSE_MS);
  }

  #now(): Record<string, string> {
    return Object.fromEntries(this.query.entries());
  }

  #refine(change: Record<string, string>): void {
    router.refine({ ...this.#now(), offset: '', ...change });
  }
}
