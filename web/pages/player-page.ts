// A player's board: how good, getting better, what to practise? Filters live in the address.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { type BoardFilters, playerBoard, playerBoardKey } from '../data/boards';
import { matches, matchesKey, type MatchSearch } from '../data/matches';
import { me } from '../data/me';
import { onePlayer } from '../data/players';
import { profile } from '../data/profile';
import type { Board, MatchPage, Player, Profile } from '../data/shapes';
import '../elements/avatar';
import '../elements/board';
import { FILTERS } from '../elements/filters';
import '../elements/friend-buttons';
import { levelName, levelPips } from '../elements/level';
import { matchRow } from '../elements/match-row';
import { kindName } from '../elements/player-plate';
import { profileFacts, profileLinks } from '../elements/profile-facts';
import { boardLoading, nothingYet, plateLoading, problemText, wentWrong } from '../elements/states';
import { day } from '../i18n/format';

const LATEST = 5;

@localized()
@customElement('rb-player-page')
export class PlayerPage extends Page {
  readonly #player = new Asking<Player>(this);
  readonly #profile = new Asking<Profile>(this);
  readonly #board = new Asking<Board>(this);
  readonly #latest = new Asking<MatchPage>(this);

  get #slug(): string {
    return this.params.slug ?? '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('params')) void this.#meet();
    if (changed.has('params') || changed.has('query')) void this.#ask();
  }

  async #meet(): Promise<void> {
    const slug = this.#slug;
    const query: MatchSearch = { player: slug, status: 'finished', limit: LATEST };
    await this.#player.ask(`player ${slug}`, () => onePlayer(slug));
    this.heading = this.#player.value?.name ?? msg('Player');
    if (this.#player.value?.kind === 'human') void this.#profile.ask(`profile ${slug}`, () => profile(slug));
    if (this.#player.value) await this.#latest.ask(matchesKey(query), () => matches(query));
  }

  async #ask(): Promise<void> {
    const [slug, query] = [this.#slug, this.#filters()];
    await this.#board.ask(playerBoardKey(slug, query), () => playerBoard(slug, query));
    this.settled();
  }

  #filters(): BoardFilters {
    const set = FILTERS.map((name) => [name, this.query.get(name)] as const).filter(([, value]) => value);
    return Object.fromEntries(set);
  }

  protected override render(): TemplateResult {
    const { value: player, problem } = this.#player;
    if (problem?.missing) return this.#nobody();
    return html`
      <div class="rb-page">
        ${player ? this.#plate(player) : html`<h1 class="visually-hidden">${msg('Player')}</h1>${problem ? nothing : plateLoading()}`}
        ${this.#boardPart(player)} ${this.#matchesPart()}
      </div>
    `;
  }

  #nobody(): TemplateResult {
    return html`
      <div class="rb-page">
        <h1 class="visually-hidden">${msg('Player')}</h1>
        ${nothingYet(msg('Nobody plays under this name'), msg('Names can change; addresses stay. Try the search.'), html`<a class="btn rb-btn" href="/players">${msg('All players')}</a>`)}
      </div>
    `;
  }

  #plate(player: Player): TemplateResult {
    const told = this.#profile.value?.player.slug === player.slug ? this.#profile.value : undefined;
    const about = told?.about ?? player.about;
    return html`
      <header class="rb-plate">
        <rb-avatar .seed=${player.key} .src=${player.avatar}></rb-avatar>
        <div>
          <h1>${player.name}</h1>
          <p class="rb-plate-facts">
            <span>${kindName(player)}</span>
            ${
              player.level === null
                ? html`<span>${msg(str`here since ${day(player.joined_at)}`)}</span>`
                : html`<span>${levelPips(player.level)} ${levelName(player.level)}</span>`
            }
            ${told ? profileFacts(told) : nothing}
          </p>
          ${about ? html`<p class="rb-quiet rb-plate-about">${about}</p>` : nothing} ${told ? profileLinks(told.links) : nothing}
        </div>
        ${this.#acts(player, told)}
      </header>
    `;
  }

  #acts(player: Player, told: Profile | undefined): TemplateResult | typeof nothing {
    if (player.kind === 'ai') {
      return html`<a class="btn rb-btn" href="/play?mode=bot&opponent=${player.slug}">${msg(str`Play ${player.name}`)}</a>`;
    }
    if (!told || me.player?.kind !== 'human') return nothing;
    return html`<rb-friend-buttons .player=${player} .friendship=${told.friendship}></rb-friend-buttons>`;
  }

  #boardPart(player: Player | undefined): TemplateResult | typeof nothing {
    const { value, problem, busy } = this.#board;
    if (problem?.status === 403) return nothingYet(msg('This board is kept private'), problemText(problem));
    if (problem) return wentWrong(problem, this.#board.retry);
    // No outline below a plate whose height is not known yet: it would be pushed down.
    if (!value) return player ? boardLoading() : nothing;
    const nothingHere = value.figures.every((figure) => figure.status === 'empty') && this.query.size === 0;
    if (nothingHere) return this.#blank(player);
    return html`<rb-board .board=${value} ?busy=${busy}></rb-board>`;
  }

  #blank(player: Player | undefined): TemplateResult {
    const name = player?.name ?? '';
    return nothingYet(
      msg('A board with nothing on it'),
      msg(str`${name} has not finished a match yet. One match fills the first figures.`),
      html`<a class="btn rb-btn" href="/play">${msg('Play')}</a>`,
    );
  }

  #matchesPart(): TemplateResult | typeof nothing {
    const { value } = this.#latest;
    if (!value?.items.length) return nothing;
    return html`
      <section class="rb-section" aria-labelledby="latest">
        <div class="rb-section-head">
          <h2 id="latest">${msg('Latest matches')}</h2>
          <a href="/matches?player=${this.#slug}">${msg('All of them')}</a>
        </div>
        <ul class="rb-match-list">
          ${value.items.map((match) => matchRow(match))}
        </ul>
      </section>
    `;
  }
}
