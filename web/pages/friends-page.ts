// Friends: who asks for you, who is here now, and whom you asked.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { MemberPage } from '../app/member-page';
import { befriend, friends, unfriend } from '../data/friends';
import { myLine } from '../data/my-line';
import type { Friend, Friends, PresenceState } from '../data/shapes';
import '../elements/player-plate';
import { presence } from '../elements/presence';
import { act, set } from '../elements/settings-set';
import { loading, nothingYet, wentWrong } from '../elements/states';

const ORDER: readonly PresenceState[] = ['playing', 'watching', 'idle', 'offline'];

@localized()
@customElement('rb-friends-page')
export class FriendsPage extends MemberPage {
  readonly #friends = new Asking<Friends>(this);
  #stopHearing: (() => void) | null = null;
  #asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Friends');
    this.#stopHearing = myLine.watch((frame) => {
      if (frame.t === 'friends') void this.#load();
      if (frame.t === 'presence') this.#tell(frame.player, frame.state);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopHearing?.();
  }

  protected override willUpdate(): void {
    if (this.account && !this.#asked) void this.#load();
    this.#asked = Boolean(this.account);
  }

  #load(): Promise<void> {
    return this.#friends.ask('friends', friends);
  }

  /** One friend came, went or began a match; the list needs no asking for that. */
  #tell(player: string, state: PresenceState): void {
    const { value } = this.#friends;
    if (!value) return;
    const told = (friend: Friend): Friend => ([friend.player.key, friend.player.slug].includes(player) ? { ...friend, presence: state } : friend);
    this.#friends.value = { ...value, friends: value.friends.map(told) };
    this.requestUpdate();
  }

  protected override content(): TemplateResult {
    const { value, problem } = this.#friends;
    const none = !problem && value && !value.friends.length && !value.asking.length && !value.asked.length;
    return html`
      <div class="rb-page-head"><h1>${msg('Friends')}</h1>${none ? nothing : findPlayers('rb-btn-quiet')}</div>
      ${none ? this.#none() : html`<div class="rb-friends">${this.#lists()}</div>`}
    `;
  }

  #none(): TemplateResult {
    return nothingYet(msg('No friends here yet'), msg('Look somebody up and ask. Once they accept, you see when they are on court.'), findPlayers('rb-btn'));
  }

  #lists(): TemplateResult {
    const { value, problem } = this.#friends;
    if (problem) return wentWrong(problem, this.#friends.retry);
    if (!value) return loading(8);
    return html`${this.#asking(value.asking)} ${this.#own(value.friends)} ${this.#asks(value.asked)}`;
  }

  #asking(list: readonly Friend[]): TemplateResult | typeof nothing {
    if (!list.length) return nothing;
    const title = html`${msg('They ask for your friendship')}<span class="rb-count">${list.length}</span>`;
    return set({ id: 'asking', title }, html`<ul class="rb-rows">${list.map((friend) => this.#row(friend, html`
      ${this.#button(msg('Accept'), msg(str`Accept ${friend.player.name}`), () => befriend(friend.player.slug), true)}
      ${this.#button(msg('Decline'), msg(str`Decline ${friend.player.name}`), () => unfriend(friend.player.slug))}`))}</ul>`);
  }

  #own(list: readonly Friend[]): TemplateResult {
    const sorted = [...list].sort((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || a.player.name.localeCompare(b.player.name));
    const body = sorted.length
      ? html`<ul class="rb-rows">${sorted.map((friend) => this.#row(friend, this.#button(msg('End friendship'), msg(str`End friendship with ${friend.player.name}`), () => unfriend(friend.player.slug)), true))}</ul>`
      : html`<p class="rb-quiet">${msg('Nobody yet.')}</p>`;
    return set({ id: 'friends', title: msg('Friends') }, body);
  }

  #asks(list: readonly Friend[]): TemplateResult | typeof nothing {
    if (!list.length) return nothing;
    return set({ id: 'asked', title: msg('You asked') }, html`<ul class="rb-rows">${list.map((friend) => this.#row(friend,
      this.#button(msg('Take back'), msg(str`Take back the request to ${friend.player.name}`), () => unfriend(friend.player.slug))))}</ul>`);
  }

  #row(friend: Friend, acts: TemplateResult, here = false): TemplateResult {
    return html`
      <li>
        <div><rb-player .player=${friend.player}></rb-player></div>
        ${here ? presence(friend.presence) : nothing}
        <div class="rb-row-acts">${acts}</div>
      </li>
    `;
  }

  #button(label: string, spoken: string, work: () => Promise<void>, strong = false): TemplateResult {
    return html`<button class="btn ${strong ? 'rb-btn' : 'rb-btn-quiet'}" type="button" aria-label=${spoken}
      @click=${() => void act(work).then((done) => (done ? this.#load() : undefined))}>${label}</button>`;
  }
}

const findPlayers = (looks: string): TemplateResult => html`<a class="btn ${looks}" href="/players?kind=human">${msg('Find players')}</a>`;
