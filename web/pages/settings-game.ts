// Settings, game: how this browser looks and what Play starts with. Nothing here leaves the browser.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { chooseTheme, chosenTheme, type Theme } from '../app/theme';
import { RULESETS } from '../court/engine/rulesets';
import { choices, type Choices, choose } from '../data/choices';
import { levelName, levelPips } from '../elements/level';
import { LightElement } from '../elements/light';
import { rulesName } from '../elements/match-words';
import { set } from '../elements/settings-set';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const LEVELS = [1, 2, 3, 4, 5] as const;

@localized()
@customElement('rb-settings-game')
export class SettingsGame extends LightElement {
  @state() private theme = chosenTheme();
  @state() private choices: Choices = choices();

  protected override render(): TemplateResult {
    return html`
      ${set({ id: 'start', title: msg('What Play starts with'), about: msg('The large button in the lobby. Everything can still be changed before a match.') }, html`${this.#rules()} ${this.#levels()}`)}
      ${set({ id: 'looks', title: msg('Looks') }, this.#themes())}
      ${set({ id: 'keys', title: msg('Keys') }, html`<button class="btn rb-btn-quiet" type="button" @click=${() => void showKeys()}>${msg('Show every key')}</button>`)}
    `;
  }

  #rules(): TemplateResult {
    return html`
      <div class="rb-field">
        <label class="form-label" for="rb-rules">${msg('Rules')}</label>
        <select class="form-select" id="rb-rules" @change=${(change: Event) => this.#choose({ rules: (change.target as HTMLSelectElement).value })}>
          ${[...RULESETS.keys()].map((rules) => html`<option value=${rules} ?selected=${rules === this.choices.rules}>${rulesName(rules)}</option>`)}
        </select>
      </div>
    `;
  }

  #levels(): TemplateResult {
    return html`
      <fieldset class="rb-field rb-set-next">
        <legend>${msg('Level of the house bot')}</legend>
        ${LEVELS.map(
          (level) => html`
            <label class="rb-check">
              <input type="radio" name="level" value=${level} .checked=${level === this.choices.level} @change=${() => this.#choose({ level })} />
              <span>${levelName(level)} ${levelPips(level)}</span>
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  #themes(): TemplateResult {
    const names: Record<Theme, string> = { auto: msg('As the system says'), light: msg('Light'), dark: msg('Dark') };
    return html`
      <fieldset class="rb-field">
        <legend>${msg('Theme')}</legend>
        ${THEMES.map(
          (theme) => html`
            <label class="rb-check">
              <input type="radio" name="theme" value=${theme} .checked=${theme === this.theme} @change=${() => this.#dress(theme)} />
              <span>${names[theme]}</span>
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  #choose(change: Partial<Choices>): void {
    choose(change);
    this.choices = choices();
  }

  #dress(theme: Theme): void {
    chooseTheme(theme);
    this.theme = theme;
  }
}

async function showKeys(): Promise<void> {
  (await import('../elements/keys-dialog')).showKeys();
}
