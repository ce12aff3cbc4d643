// The header: where one can go, how it looks, and who one is.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './account';
import { mark } from './icons';
import { LightElement } from './light';
import './theme-switch';

/** Whether a link names the place one is at, or a place below it. */
export const isHere = (link: string, path: string): boolean =>
  link === '/' ? path === '/' : path === link || path.startsWith(`${link}/`);

@localized()
@customElement('rb-header')
export class Header extends LightElement {
  @property() path = '/';

  protected override render(): TemplateResult {
    return html`
      <header class="rb-header">
        <div class="rb-header-row">
          <a class="rb-brand" href="/">${mark()}<span>Rallyboard</span></a>
          <nav class="rb-nav" aria-label=${msg('Main')}>
            ${this.#link('/play', msg('Play'))} ${this.#link('/matches', msg('Matches'))}
            ${this.#link('/players', msg('Players'))} ${this.#link('/ai', msg('The AI'))}
            ${this.#link('/how-we-count', msg('How we count'))}
          </nav>
          <div class="rb-header-end">
            <rb-theme-switch></rb-theme-switch>
            <rb-account></rb-account>
          </div>
        </div>
      </header>
    `;
  }

  #link(href: string, label: string): TemplateResult {
    return html`<a href=${href} aria-current=${isHere(href, this.path) ? 'page' : 'false'}>${label}</a>`;
  }
}
