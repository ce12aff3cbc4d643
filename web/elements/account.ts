// Who one is here: a guest's name and menu, or the offer to take a name.
import { localized, msg } from '@lit/localize';
import type { nothing} from 'lit';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { toast } from '../app/toast';
import { me, signedIn } from '../data/me';
import { asProblem } from '../data/problem';
import type { Player } from '../data/shapes';
import './avatar';
import { LightElement } from './light';
import { problemText } from './states';

@localized()
@customElement('rb-account')
export class Account extends LightElement {
  @state() private player = me.player;
  #stop: (() => void) | null = null;
  readonly #closeOutside = (click: Event): void => {
    if (!(click.target instanceof Node) || !this.contains(click.target)) this.#close();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = me.watch(() => (this.player = me.player));
    document.addEventListener('click', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    document.removeEventListener('click', this.#closeOutside);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.player === undefined) return html`<span class="rb-account-wait" aria-hidden="true"></span>`;
    return this.player ? this.#menu(this.player) : this.#offer();
  }

  #offer(): TemplateResult {
    return html`<button class="btn rb-btn-quiet" type="button" @click=${() => void signedIn()}>${msg('Take a name')}</button>`;
  }

  #menu(player: Player): TemplateResult {
    return html`
      <details class="rb-menu" @keydown=${(press: KeyboardEvent) => this.#key(press)}>
        <summary class="rb-account" aria-label=${`${msg('You')}: ${player.name}`}>
          <rb-avatar .seed=${player.key}></rb-avatar><span class="text-truncate">${player.name}</span>
        </summary>
        <ul class="rb-menu-list">
          <li><a href="/players/${player.slug}" @click=${() => this.#close()}>${msg('My board')}</a></li>
          <li><a href="/matches?player=${player.slug}" @click=${() => this.#close()}>${msg('My matches')}</a></li>
          <li><button type="button" @click=${() => void this.#rename()}>${msg('Change my name')}</button></li>
          <li><button type="button" @click=${() => void this.#leave()}>${msg('Forget this browser')}</button></li>
        </ul>
      </details>
    `;
  }

  #key(press: KeyboardEvent): void {
    if (press.key !== 'Escape') return;
    this.#close();
    this.querySelector('summary')?.focus();
  }

  #close(): void {
    this.querySelector('details')?.removeAttribute('open');
  }

  async #rename(): Promise<void> {
    this.#close();
    const { askAlias } = await import('./alias-dialog');
    await askAlias({ rename: true });
  }

  async #leave(): Promise<void> {
    this.#close();
    try {
      await me.leave();
      toast(msg('This browser is forgotten. Your matches stay on the boards under their name.'));
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    }
  }
}
