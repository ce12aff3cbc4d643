// The theme switch: one button that walks light, dark, as the system says.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { chooseTheme, chosenTheme, type Theme } from '../app/theme';
import { icons } from './icons';
import { LightElement } from './light';

const NEXT: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };

@localized()
@customElement('rb-theme-switch')
export class ThemeSwitch extends LightElement {
  @state() private theme = chosenTheme();

  protected override render(): TemplateResult {
    const icon = { auto: icons.auto, light: icons.sun, dark: icons.moon }[this.theme];
    const now = { auto: msg('as the system'), light: msg('light'), dark: msg('dark') }[this.theme];
    const label = `${msg('Theme')}: ${now}`;
    return html`
      <button class="rb-icon-button" type="button" title=${label} aria-label=${label} @click=${() => this.#next()}>
        ${icon()}
      </button>
    `;
  }

  #next(): void {
    this.theme = NEXT[this.theme];
    chooseTheme(this.theme);
  }
}
