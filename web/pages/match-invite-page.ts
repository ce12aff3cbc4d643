// An invitation: who asks you to play, under which rules, and one button to take the seat.
import { localized, msg, str } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { router } from '../app/router';
import { toast } from '../app/toast';
import '../court/ui/preview-element';
import { invitation, joinInvite } from '../data/matches';
import { signedIn } from '../data/me';
import { asProblem } from '../data/problem';
import type { MatchCard } from '../data/shapes';
import { rulesName } from '../elements/match-words';
import '../elements/player-plate';
import { loading, nothingYet, problemText, wentWrong } from '../elements/states';
import '../styles/court.css';

@localized()
@customElement('rb-invite-page')
export class InvitePage extends Page {
  @property() code = '';
  @state() private joining = false;
  readonly #card = new Asking<MatchCard>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.heading = msg('Invitation');
    if (changed.has('code') && this.code) void this.#load();
  }

  async #load(): Promise<void> {
    const { code } = this;
    await this.#card.ask(`invite ${code}`, () => invitation(code));
    const card = this.#card.value;
    if (!card) return;
    if (card.your_slots.length > 0 || card.status !== 'waiting') router.replace(`/matches/${card.id}`);
    this.settled();
  }

  async #join(): Promise<void> {
    this.joining = true;
    try {
      if (await signedIn()) router.go(`/matches/${(await joinInvite(this.code)).id}`);
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
      await this.#load();
    } finally {
      this.joining = false;
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="rb-page rb-play-page">${this.#content()}</div>`;
  }

  #content(): TemplateResult {
    const { value: card, problem } = this.#card;
    const heading = html`<h1 class=${card ? '' : 'visually-hidden'}>${this.#title(card)}</h1>`;
    if (card) return this.#invited(card, heading);
    if (!problem) return html`${heading}${loading(4)}`;
    if (!problem.missing) return html`${heading}${wentWrong(problem, this.#card.retry)}`;
    const text = msg('It may be used already, or was mistyped. You can still play somebody.');
    const action = html`<a class="btn rb-btn" href="/play">${msg('Play')}</a>`;
    return html`${heading}${nothingYet(msg('This invitation is not open'), text, action)}`;
  }

  #title(card: MatchCard | undefined): string {
    const host = card?.seats.find(({ player }) => player)?.player;
    return host ? msg(str`${host.name} invites you`) : msg('Invitation');
  }

  #invited(card: MatchCard, heading: TemplateResult): TemplateResult {
    return html`
      <div class="rb-play-split">
        <section>
          ${heading}
          <p class="rb-lead">
            ${msg(str`${rulesName(card.ruleset)}, two browsers. You take the right side, in orange.`)}
          </p>
          <p class="rb-play-go">
            <button class="rb-play" type="button" ?disabled=${this.joining} @click=${() => void this.#join()}>
              <span>${msg('Take the seat')}</span><small>${msg('No account needed, a name is enough')}</small>
            </button>
          </p>
        </section>
        <figure class="rb-preview"><rb-preview rules=${card.ruleset}></rb-preview></figure>
      </div>
    `;
  }
}
