// The lobby: what can I do right now? One big Play, three ways, what is live, and the last story.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { router } from '../app/router';
import { toast } from '../app/toast';
import { sessionBoard, sessionBoardKey } from '../data/boards';
import { choices } from '../data/choices';
import { createMatch, matches, matchesKey, type MatchSearch } from '../data/matches';
import { me, signedIn } from '../data/me';
import { asProblem } from '../data/problem';
import type { Board, MatchPage } from '../data/shapes';
import '../elements/live-card';
import { matchBones, matchRow } from '../elements/match-row';
import { rulesName } from '../elements/match-words';
import '../elements/rally-art';
import { nothingYet, problemText, wentWrong } from '../elements/states';
import { story } from '../elements/story';
import { type Way, wayArt } from '../elements/way-art';

const EVERY_MS = 5000;
const LIVE: MatchSearch = { status: 'live', limit: 6 };
const OPEN: MatchSearch = { status: 'waiting', limit: 3 };
const RECENT: MatchSearch = { status: 'finished', limit: 6 };

@localized()
@customElement('rb-lobby-page')
export class LobbyPage extends Page {
  @state() private opening = false;
  readonly #live = new Asking<MatchPage>(this);
  readonly #open = new Asking<MatchPage>(this);
  readonly #recent = new Asking<MatchPage>(this);
  readonly #mine = new Asking<MatchPage>(this);
  readonly #story = new Asking<Board>(this);
  #timer = 0;
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Lobby');
    void this.#load();
    this.#stop = me.watch(() => void this.#tell());
    this.#timer = window.setInterval(() => this.#freshen(), EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#stop?.();
  }

  async #load(): Promise<void> {
    this.#freshen();
    await this.#recent.ask(matchesKey(RECENT), () => matches(RECENT));
    this.settled();
    await this.#tell();
  }

  #freshen(): void {
    if (document.visibilityState !== 'visible') return;
    void this.#live.ask(matchesKey(LIVE), () => matches(LIVE));
    void this.#open.ask(matchesKey(OPEN), () => matches(OPEN));
  }

  /** My last match's story; for a newcomer, the last one anybody finished. */
  async #tell(): Promise<void> {
    const player = await me.load();
    if (player) {
      const query: MatchSearch = { status: 'finished', player: player.slug, limit: 1 };
      await this.#mine.ask(matchesKey(query), () => matches(query));
    }
    const told = this.#told();
    if (told) await this.#story.ask(sessionBoardKey(told.id), () => sessionBoard(told.id));
  }

  #told(): MatchPage['items'][number] | undefined {
    return (me.player ? this.#mine.value?.items[0] : undefined) ?? this.#recent.value?.items[0];
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-page rb-lobby">
        <section class="rb-hero">
          <div class="rb-hero-words">
            <h1>${msg('Play Pong.')}<br />${msg('See how you play.')}</h1>
            <p class="rb-lead">${msg('Every match leaves an exact log, and your board turns it into what to practise next.')}</p>
            <button class="rb-play" type="button" ?disabled=${this.opening} @click=${() => void this.#play()}>
              <span>${msg('Play')}</span><small>${msg(str`${rulesName(choices().rules)}, against a house bot`)}</small>
            </button>
          </div>
          <rb-rally-art></rb-rally-art>
        </section>
        <section class="rb-ways" aria-label=${msg('Three ways to play')}>
          ${this.#way('/play?mode=bot', msg('Against the house'), msg('Five levels of bots that look at the court once a second.'), 'house')}
          ${this.#way('/play?mode=local', msg('Two on one keyboard'), msg('W and S on the left, arrows on the right.'), 'keyboard')}
          ${this.#way('/play?mode=casual', msg('Two browsers'), msg('Send a link, or meet whoever is waiting.'), 'browsers')}
        </section>
        ${this.#nowOn()} ${this.#lastStory()} ${this.#lately()}
      </div>
    `;
  }

  #way(href: string, title: string, text: string, way: Way): TemplateResult {
    return html`
      <article class="rb-way">
        ${wayArt(way)}
        <div>
          <h2><a class="stretched-link" href=${href}>${title}</a></h2>
          <p>${text}</p>
        </div>
      </article>
    `;
  }

  #nowOn(): TemplateResult {
    const on = [...(this.#live.value?.items ?? []), ...(this.#open.value?.items ?? [])];
    const waiting = this.#live.value === undefined && !this.#live.problem;
    return html`
      <section class="rb-section" aria-labelledby="now-on">
        <h2 id="now-on">${msg('On court now')}</h2>
        ${on.length
          ? html`<div class="rb-live-cards">${on.map((match) => html`<rb-live-card .match=${match}></rb-live-card>`)}</div>`
          : waiting
            ? html`<div class="rb-live-cards"><div class="rb-live-card is-bone"></div><div class="rb-live-card is-bone"></div></div>`
            : html`<p class="rb-quiet">${msg('The courts are free. Start a match and it shows here.')}</p>`}
      </section>
    `;
  }

  #lastStory(): TemplateResult | typeof nothing {
    const told = this.#told();
    const board = this.#story.value;
    if (!told || !board) return nothing;
    const title = me.player && this.#mine.value?.items[0] ? msg('Your last match') : msg('The last story');
    return html`<section class="rb-section" aria-labelledby="story"><h2 id="story">${title}</h2>${story(told, board)}</section>`;
  }

  #lately(): TemplateResult {
    return html`
      <section class="rb-section" aria-labelledby="lately">
        <div class="rb-section-head">
          <h2 id="lately">${msg('Lately')}</h2>
          <a href="/matches">${msg('All matches')}</a>
        </div>
        ${this.#recentList()}
      </section>
    `;
  }

  #recentList(): TemplateResult {
    const { value, problem } = this.#recent;
    if (value?.items.length) return html`<ul class="rb-match-list">${value.items.map((match) => matchRow(match))}</ul>`;
    if (value) return nothingYet(msg('No match was played yet'), msg('Yours can be the first.'));
    return problem ? wentWrong(problem, () => void this.#load()) : matchBones(5);
  }

  async #play(): Promise<void> {
    if (!(await signedIn())) return;
    this.opening = true;
    const { rules, level } = choices();
    try {
      const match = await createMatch({ mode: 'bot', ruleset: rules, level });
      router.go(`/matches/${match.id}`);
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    } finally {
      this.opening = false;
    }
  }
}
