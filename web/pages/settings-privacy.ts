// Settings, privacy: who sees one's boards, whether others see one is here, and whom one hears nothing of.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { blocked, unblock } from '../data/friends';
import { changePrivacy, privacy } from '../data/profile';
import type { Player, Privacy, Visibility } from '../data/shapes';
import { LightElement } from '../elements/light';
import '../elements/player-plate';
import { act, set } from '../elements/settings-set';
import { loading, wentWrong } from '../elements/states';

const VISIBILITIES: readonly Visibility[] = ['everyone', 'members', 'friends', 'me'];

@localized()
@customElement('rb-settings-privacy')
export class SettingsPrivacy extends LightElement {
  readonly #privacy = new Asking<Privacy>(this);
  readonly #blocked = new Asking<Player[]>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#privacy.ask('privacy', privacy);
    void this.#blocked.ask('blocked', blocked);
  }

  protected override render(): TemplateResult {
    return html`
      ${set({ id: 'visibility', title: msg('Who sees my boards') , about: msg('Others still see the score of matches you played against them; a match has two sides.') }, this.#choices())}
      ${set({ id: 'presence', title: msg('Being seen') }, this.#presence())}
      ${set({ id: 'blocked', title: msg('Blocked'), about: msg('They cannot ask for your friendship and never see whether you are here.') }, this.#blockedList())}
    `;
  }

  #choices(): TemplateResult {
    const { value, problem } = this.#privacy;
    if (problem) return wentWrong(problem, this.#privacy.retry);
    if (!value) return loading(4);
    return html`
      <fieldset class="rb-field">
        <legend class="visually-hidden">${msg('Who sees my boards')}</legend>
        ${VISIBILITIES.map((visibility) => this.#choice(visibility, visibility === value.visibility))}
      </fieldset>
    `;
  }

  #choice(visibility: Visibility, on: boolean): TemplateResult {
    const [name, about] = visibilityWords(visibility);
    return html`
      <label class="rb-check">
        <input type="radio" name="visibility" value=${visibility} .checked=${on} @change=${() => void this.#keep({ visibility })} />
        <span>${name}<small>${about}</small></span>
      </label>
    `;
  }

  #presence(): TemplateResult {
    const { value } = this.#privacy;
    if (!value) return loading(1);
    const change = (changed: Event): void => void this.#keep({ invisible: (changed.target as HTMLInputElement).checked });
    return html`
      <label class="rb-check">
        <input type="checkbox" name="invisible" .checked=${value.invisible} @change=${change} />
        <span>${msg('Invisible')}<small>${msg('Friends see you as offline, whatever you do.')}</small></span>
      </label>
    `;
  }

  async #keep(change: Partial<Privacy>): Promise<void> {
    const before = this.#privacy.value;
    await act(async () => (this.#privacy.value = await changePrivacy(change)), msg('Saved'));
    if (this.#privacy.value === before && before) this.#privacy.value = { ...before };
    this.requestUpdate();
  }

  #blockedList(): TemplateResult {
    const { value, problem } = this.#blocked;
    if (problem) return wentWrong(problem, this.#blocked.retry);
    if (!value) return loading(2);
    if (!value.length) return html`<p class="rb-quiet">${msg('Nobody.')}</p>`;
    return html`<ul class="rb-rows">${value.map((player) => this.#blockedRow(player))}</ul>`;
  }

  #blockedRow(player: Player): TemplateResult {
    return html`
      <li>
        <div><rb-player .player=${player}></rb-player></div>
        <button class="btn rb-btn-quiet" type="button" aria-label=${msg(str`Unblock ${player.name}`)} @click=${() => void this.#unblock(player)}>${msg('Unblock')}</button>
      </li>
    `;
  }

  async #unblock({ slug, name }: Player): Promise<void> {
    if (await act(() => unblock(slug), msg(str`${name} is not blocked any more`))) await this.#blocked.ask('blocked', blocked);
  }
}

function visibilityWords(visibility: Visibility): readonly [string, string] {
  const words: Record<Visibility, readonly [string, string]> = {
    everyone: [msg('Everyone'), msg('Boards can be shared with a link.')],
    members: [msg('Whoever is signed in'), msg('Guests and passers-by see your name only.')],
    friends: [msg('Friends'), msg('Only those whose friendship you accepted.')],
    me: [msg('Only me'), msg('Nobody else, not even friends.')],
  };
  return words[visibility];
}
