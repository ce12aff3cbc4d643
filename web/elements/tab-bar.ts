// The tab bar: the four places a thumb reaches on a phone.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isHere } from './header';
import { icons } from './icons';
import { LightElement } from './light';

@localized()
@customElement('rb-tab-bar')
export class TabBar extends LightElement {
  @property() path = '/';

  protected override render(): TemplateResult {
    return html`
      <nav class="rb-tab-bar" aria-label=${msg('Quick')}>
        ${this.#tab('/', msg('Lobby'), icons.home())} ${this.#tab('/play', msg('Play'), icons.play())}
        ${this.#tab('/matches', msg('Matches'), icons.matches())} ${this.#tab('/players', msg('Players'), icons.players())}
      </nav>
    `;
  }

  #tab(href: string, label: string, icon: TemplateResult): TemplateResult {
    return html`<a href=${href} aria-current=${isHere(href, this.path) ? 'page' : 'false'}>${icon}<span>${label}</span></a>`;
  }
}
