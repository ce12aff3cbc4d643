// What one can do about another player: ask, accept, take back, end, block.
import { localized, msg, str } from '@lit/localize';
import type { nothing} from 'lit';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toast } from '../app/toast';
import { befriend, block, unblock, unfriend } from '../data/friends';
import { asProblem } from '../data/problem';
import type { Player, Profile } from '../data/shapes';
import { LightElement } from './light';
import { problemText } from './states';

type Friendship = Profile['friendship'];

@localized()
@customElement('rb-friend-buttons')
export class FriendButtons extends LightElement {
  @property({ attribute: false }) player!: Player;
  @property({ attribute: false }) friendship: Friendship = 'none';
  @state() private busy = false;

  protected override render(): TemplateResult | typeof nothing {
    if (this.friendship === 'self') return html`<a class="btn rb-btn-quiet" href="/settings/account#profile">${msg('Edit my profile')}</a>`;
    return html`<div class="rb-plate-acts" role="group" aria-label=${msg(str`You and ${this.player.name}`)}>${this.#buttons()}</div>`;
  }

  #buttons(): TemplateResult {
    const { slug, name } = this.player;
    switch (this.friendship) {
      case 'friends':
        return html`${this.#button(msg('End friendship'), () => unfriend(slug), 'none', msg(str`You and ${name} are not friends any more`))} ${this.#block()}`;
      case 'asked':
        return html`${this.#button(msg('Take the request back'), () => unfriend(slug), 'none', msg('Taken back'))} ${this.#block()}`;
      case 'asking':
        return html`${this.#button(msg('Accept friendship'), () => befriend(slug), 'friends', msg(str`You and ${name} are friends now`), true)}
          ${this.#button(msg('Decline'), () => unfriend(slug), 'none', msg('Declined'))} ${this.#block()}`;
      case 'blocked':
        return this.#button(msg('Unblock'), () => unblock(slug), 'none', msg(str`${name} is not blocked any more`));
      default:
        return html`${this.#button(msg('Ask for friendship'), () => befriend(slug), 'asked', msg(str`${name} is asked`), true)} ${this.#block()}`;
    }
  }

  #block(): TemplateResult {
    const { slug, name } = this.player;
    return this.#button(msg('Block'), () => block(slug), 'blocked', msg(str`You hear nothing of ${name} any more`));
  }

  #button(label: string, work: () => Promise<void>, then: Friendship, said: string, strong = false): TemplateResult {
    return html`<button class="btn ${strong ? 'rb-btn' : 'rb-btn-quiet'}" type="button" ?disabled=${this.busy} @click=${() => void this.#do(work, then, said)}>${label}</button>`;
  }

  async #do(work: () => Promise<void>, then: Friendship, said: string): Promise<void> {
    this.busy = true;
    try {
      await work();
      this.friendship = then;
      toast(said);
      this.dispatchEvent(new CustomEvent('rb-friendship', { detail: then, bubbles: true }));
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    } finally {
      this.busy = false;
    }
  }
}
