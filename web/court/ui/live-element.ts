/** `<rb-live-match>`: a match being played or watched: scoreboard, court, odds, connection, and the hands that play. */

import { localized, msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { toast } from '../../app/toast';
import { ticket } from '../../data/matches';
import { asProblem } from '../../data/problem';
import type { MatchCard } from '../../data/shapes';
import { LightElement } from '../../elements/light';
import '../court-element';
import type { CourtElement } from '../court-element';
import { other, type Slot } from '../engine/intents';
import { ruleset } from '../engine/rulesets';
import { Drag } from '../input/drag';
import { Keyboard } from '../input/keyboard';
import { Refused, type Ticket } from '../net/link';
import { LiveMatch, type Serving } from '../net/live-match';
import type { Standing } from '../net/standing';
import { Odds } from '../odds';
import { announce } from './announcer';
import { waitingFor } from './invitation';
import './match-menu';
import type { MatchMenu } from './match-menu';
import { type Names, namesOf } from './names';
import { oddsBar } from './odds-bar';
import { qualityMark } from './quality';
import { scoreboard } from './scoreboard';
import { serveHint } from './serve-hint';
import { veil } from './veils';

/** Told to the page: the other seat was taken, or the match is over and its board is being counted. */
export const MATCH_CHANGED = 'rb-match-changed';
const LOOK_MS = 100;

@localized()
@customElement('rb-live-match')
export class LiveMatchElement extends LightElement {
  @property({ attribute: false }) card: MatchCard | null = null;
  @state() private said = '';
  @query('rb-court') private court!: CourtElement;
  @query('.rb-stage') private pad!: HTMLElement;
  @query('rb-match-menu') private menu!: MatchMenu;
  #match: LiveMatch | null = null;
  #before: Standing | null = null;
  #odds: Odds | null = null;
  #keyboard: Keyboard | null = null;
  #drag: Drag | null = null;
  #timer = 0;
  #seen = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#escape);
    this.#timer = window.setInterval(() => this.#look(), LOOK_MS);
    if (this.hasUpdated) this.#enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#escape);
    clearInterval(this.#timer);
    this.#keyboard?.close();
    this.#drag?.close();
    this.#match?.close();
    this.#match = null;
  }

  protected override firstUpdated(): void {
    this.#enter();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('card')) this.court.own = this.#match?.own ?? null;
  }

  /** Sit down, or stand by the court. */
  #enter(): void {
    const match = new LiveMatch({
      ticket: () => this.#ticket(),
      changed: () => this.#changed(),
      idle: (slot) => this.#warn(slot),
    });
    this.#match = match;
    this.court.stage = match;
    this.#keyboard = new Keyboard(match);
    const paddle = (slot: Slot): number | null => {
      const scene = match.scene(performance.now());
      return scene && scene.paddles[slot] / scene.rules.subunits;
    };
    this.#drag = new Drag(this.pad, { spot: (event) => this.court.spot(event), paddle }, match);
    match.connect();
  }

  async #ticket(): Promise<Ticket> {
    const { card } = this;
    if (!card) throw new Refused();
    try {
      return await ticket(card.id, card.your_slots.length > 0 ? 'play' : 'watch');
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status === 409) this.#tell();
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) throw new Refused(problem.message);
      throw problem;
    }
  }

  #changed(): void {
    const match = this.#match;
    const now = match?.standing ?? null;
    this.requestUpdate();
    if (!match || !now || !this.card) return;
    this.#keyboard?.seat(now.status === 'live' ? now.slots : []);
    this.#drag?.seat(now.status === 'live' ? now.slots : []);
    this.court.own = match.own;
    this.#odds ??= new Odds(ruleset(now.ruleset), now.serve0);
    this.said = announce(this.#before, now, this.#names) ?? this.said;
    if (this.#before && this.#before.status !== now.status) this.#tell();
    this.#before = now;
  }

  /** Doing nothing loses the match after forty seconds of rally; say so after twenty. */
  #warn(slot: Slot): void {
    if (this.#match?.standing?.slots.includes(slot))
      toast(msg('Press a key: who does nothing for 20 more seconds loses'), { wrong: true });
  }

  #tell(): void {
    this.dispatchEvent(new CustomEvent(MATCH_CHANGED, { bubbles: true, detail: this.#match?.standing?.status }));
  }

  /** What changes by time alone is looked at ten times a second, and drawn only when it reads differently. */
  #look(): void {
    const match = this.#match;
    if (!match?.standing) return;
    const now = performance.now();
    const { pause, startsAt } = match.standing;
    const serving = this.#serving(now);
    const waits = [pause?.until ?? 0, startsAt ?? 0].map((until) => Math.ceil(Math.max(0, until - now) / 1000));
    const seen = [
      ...waits,
      serving?.slot,
      serving && serving.opensIn > 0,
      Math.round((match.clock.rtt ?? -1) / 4),
    ].join();
    if (seen !== this.#seen) this.requestUpdate();
    this.#seen = seen;
  }

  #serving(now: number): Serving | null {
    const match = this.#match;
    return match?.link.at === 'open' && match.standing?.status === 'live' ? match.serving(now) : null;
  }

  get #names(): Names {
    return this.card ? namesOf(this.card) : { of: () => '', own: null };
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    this.#showMenu();
  };

  #showMenu(): void {
    this.#keyboard?.drop();
    this.menu.frames = frameText(this.court);
    this.menu.open();
  }

  #resign(): void {
    const [slot] = this.#match?.standing?.slots ?? [];
    if (slot !== undefined) this.#match?.resign(slot);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { card } = this;
    if (!card) return nothing;
    const match = this.#match;
    const standing = match?.standing ?? null;
    const now = performance.now();
    const slots = standing?.slots ?? [];
    const names = this.#names;
    const serving = this.#serving(now);
    return html`
      ${this.#scoreboard(card, standing, serving)}
      <div class="rb-stage ${slots.length > 0 ? 'is-playing' : ''}">
        <rb-court></rb-court>
        ${
          match
            ? veil({
                link: match.link,
                standing,
                names,
                now,
                waiting: waitingFor(card),
                comeBack: () => match.connect(),
              })
            : nothing
        }
        ${serveHint({ serving, slots, names, serve: (slot) => match?.serve(slot) })}
      </div>
      ${this.#foot(standing, names)}
      <rb-match-menu
        ?shared=${slots.length > 1}
        ?playing=${slots.length > 0 && standing?.status === 'live'}
        .opponent=${slots.length === 1 && slots[0] !== undefined ? names.of(other(slots[0])) : ''}
        @rb-resign=${() => this.#resign()}
      ></rb-match-menu>
      <div class="visually-hidden" role="status" aria-live="polite">${this.said}</div>
    `;
  }

  #scoreboard(card: MatchCard, standing: Standing | null, serving: Serving | null): TemplateResult {
    const [s0 = 0, s1 = 0] = card.scores;
    return scoreboard({
      card,
      scores: standing?.scores ?? [s0, s1],
      server: serving?.slot ?? null,
      connected: standing?.status === 'live' ? standing.connected : null,
      winner: standing?.result?.winner ?? null,
      middle: '',
      plain: (standing?.slots.length ?? 0) > 0,
    });
  }

  #foot(standing: Standing | null, names: Names): TemplateResult {
    const odds = standing && this.#odds ? this.#odds.left(...standing.scores) : 0.5;
    const decided = standing?.result?.winner;
    const left = decided === 0 ? 1 : decided === 1 ? 0 : odds;
    return html`
      <div class="rb-court-foot">
        ${oddsBar(left, names)}
        <div class="rb-court-tools">
          ${standing?.role === 'watch' ? html`<span class="rb-quiet">${msg('Watching, three seconds behind')}</span>` : qualityMark(this.#match?.clock.rtt ?? null, this.#match?.link.at === 'open')}
          <button class="btn rb-btn-quiet" type="button" @click=${() => this.#showMenu()}>
            ${msg('Menu')} <kbd>Esc</kbd>
          </button>
        </div>
      </div>
    `;
  }
}

function frameText(court: CourtElement): string {
  const { frames, gap, cost } = court.frameTimes();
  if (frames < 60 || gap[0] === 0) return '';
  const [rate, ms] = [Math.round(1000 / gap[0]), cost[1].toFixed(1)];
  return msg(str`Drawn ${rate} times a second; 99 of 100 pictures take less than ${ms} ms.`);
}
