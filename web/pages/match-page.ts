// A match: waiting, live, and (at the same address) the story of how it ended.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { router } from '../app/router';
import { toast } from '../app/toast';
import '../court/ui/live-element';
import { namesOf } from '../court/ui/names';
import { scoreboard } from '../court/ui/scoreboard';
import { createMatch, oneMatch, quickMatch } from '../data/matches';
import { signedIn } from '../data/me';
import { asProblem } from '../data/problem';
import type { MatchCard } from '../data/shapes';
import { ending, modeName, rulesName } from '../elements/match-words';
import '../elements/session-board';
import { loading, nothingYet, problemText, wentWrong } from '../elements/states';
import '../styles/court.css';

/** How long the result stays on the court before its board takes the place. */
const RESULT_MS = 2600;
const AGAIN_MS = 400;

@localized()
@customElement('rb-match-page')
export class MatchPage extends Page {
  @property({ attribute: 'match-id' }) matchId = '';
  /** Play was seen here, so the court stays until its result has been read. */
  @state() private lingering = false;
  @state() private opening = false;
  readonly #card = new Asking<MatchCard>(this);
  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('matchId') && this.matchId) void this.#load();
    const card = this.#card.value;
    this.heading = card ? title(card) : msg('Match');
  }

  async #load(): Promise<void> {
    const id = this.matchId;
    await this.#card.ask(`match ${id}`, () => oneMatch(id));
    if (this.#card.value) this.settled();
  }

  /** The court said that something about the match itself changed. */
  #changed(status: unknown): void {
    if (status !== 'over') {
      void this.#load();
      return;
    }
    this.lingering = true;
    this.#timer = window.setTimeout(() => void this.#finish(), RESULT_MS);
  }

  /** The result is on disk before it is told, so one question is usually enough. */
  async #finish(): Promise<void> {
    await this.#load();
    if (this.#card.value && live(this.#card.value)) {
      this.#timer = window.setTimeout(() => void this.#finish(), AGAIN_MS);
      return;
    }
    this.lingering = false;
    scrollTo({ top: 0 });
  }

  protected override render(): TemplateResult {
    const { value: card, problem } = this.#card;
    if (!card) {
      const state = problem?.missing ? nowhere() : problem ? wentWrong(problem, this.#card.retry) : loading(8);
      return html`<div class="rb-page">
        <h1 class="visually-hidden">${msg('Match')}</h1>
        ${state}
      </div>`;
    }
    return live(card) || this.lingering ? this.#live(card) : this.#story(card);
  }

  #live(card: MatchCard): TemplateResult {
    const stranger = card.status === 'waiting' && card.your_slots.length === 0;
    return html`
      <div class="rb-match">
        <h1 class="visually-hidden">${title(card)}</h1>
        ${
          stranger
            ? this.#openSeat(card)
            : html`<rb-live-match
                .card=${card}
                @rb-match-changed=${({ detail }: CustomEvent<unknown>) => this.#changed(detail)}
              ></rb-live-match>`
        }
      </div>
    `;
  }

  #openSeat(card: MatchCard): TemplateResult {
    const name = card.seats.find(({ player }) => player)?.player?.name ?? '';
    return html`
      <div class="rb-page">
        ${nothingYet(
          msg(str`${name} waits for an opponent`),
          rulesName(card.ruleset),
          html`<button class="btn rb-btn" type="button" ?disabled=${this.opening} @click=${() => void this.#take(card)}>
            ${msg('Play whoever waits')}
          </button>`,
        )}
      </div>
    `;
  }

  #story(card: MatchCard): TemplateResult {
    const [s0 = 0, s1 = 0] = card.scores;
    const winner = card.winner_slot === 0 || card.winner_slot === 1 ? card.winner_slot : null;
    return html`
      <div class="rb-page rb-story-page">
        <h1 class="visually-hidden">${title(card)}</h1>
        ${scoreboard({ card, scores: [s0, s1], server: null, connected: null, winner, middle: '–', plain: false })}
        <p class="rb-story-facts">
          <span>${rulesName(card.ruleset)}</span><span>${modeName(card.mode)}</span>${this.#ending(card)}
        </p>
        ${this.#again(card)}
        ${
          card.status === 'void'
            ? nothingYet(msg('Nobody won this one'), msg('A void match counts for nothing and has no board.'))
            : html`<rb-session-board match-id=${card.id}></rb-session-board>`
        }
      </div>
    `;
  }

  #ending(card: MatchCard): TemplateResult | typeof nothing {
    const how = ending(card);
    return how ? html`<span>${how}</span>` : nothing;
  }

  #again(card: MatchCard): TemplateResult | typeof nothing {
    if (card.mode !== 'bot' && card.mode !== 'local') return nothing;
    if (card.your_slots.length === 0) return nothing;
    return html`
      <p class="rb-again">
        <button class="btn rb-btn" type="button" ?disabled=${this.opening} @click=${() => void this.#rematch(card)}>
          ${msg('Play again')}
        </button>
        <a class="btn rb-btn-quiet" href="/play">${msg('Something else')}</a>
      </p>
    `;
  }

  #rematch(card: MatchCard): Promise<void> {
    const { mode, ruleset } = card;
    const opponent = card.seats.find(({ player }) => player?.kind === 'ai')?.player?.slug;
    if (mode === 'bot') return this.#open(() => createMatch({ mode, ruleset, opponent: opponent ?? null }));
    const alias2 = namesOf(card).of(1);
    return this.#open(() => createMatch({ mode: 'local', ruleset, alias2 }));
  }

  #take(card: MatchCard): Promise<void> {
    return this.#open(() => quickMatch(card.ruleset));
  }

  async #open(ask: () => Promise<MatchCard>): Promise<void> {
    this.opening = true;
    try {
      if (await signedIn()) router.go(`/matches/${(await ask()).id}`);
      await this.#load();
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    } finally {
      this.opening = false;
    }
  }
}

function nowhere(): TemplateResult {
  const way = html`<a class="btn rb-btn" href="/matches">${msg('All matches')}</a>`;
  return nothingYet(msg('No match has this address'), msg('It may have been mistyped, or cut short on its way.'), way);
}

const live = ({ status }: MatchCard): boolean => status === 'waiting' || status === 'live';

function title(card: MatchCard): string {
  const names = namesOf(card);
  return msg(str`${names.of(0)} against ${names.of(1)}`);
}
