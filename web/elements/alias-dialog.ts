// The dialog that asks for an alias: one field, a suggestion in it, Enter goes on.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { me } from '../data/me';
import { asProblem, type Problem } from '../data/problem';
import type { Somebody } from '../data/shapes';
import { icons } from './icons';
import { LightElement } from './light';
import { problemText } from './states';
import { suggestion } from './suggestion';

/** Opens the dialog; the new or renamed player, or null when the reader backs out. */
export function askAlias(options: { rename?: boolean } = {}): Promise<Somebody | null> {
  const dialog = new AliasDialog();
  dialog.rename = options.rename ?? false;
  document.body.append(dialog);
  return dialog.asked;
}

@localized()
@customElement('rb-alias-dialog')
export class AliasDialog extends LightElement {
  @property({ type: Boolean }) rename = false;
  @state() private problem: Problem | null = null;
  @state() private busy = false;
  @query('dialog') private box!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;
  #answer: (player: Somebody | null) => void = () => undefined;
  #given: Somebody | null = null;
  readonly asked = new Promise<Somebody | null>((resolve) => (this.#answer = resolve));

  protected override firstUpdated(): void {
    this.box.showModal();
    this.field.value = this.rename ? (me.player?.name ?? '') : suggestion();
    this.field.select();
  }

  protected override render(): TemplateResult {
    const wrong = this.problem !== null;
    return html`
      <dialog class="rb-dialog" aria-labelledby="rb-alias-title" @close=${() => this.#close()}>
        <form @submit=${(sent: Event) => void this.#send(sent)}>
          <h2 id="rb-alias-title">${this.rename ? msg('Change your name') : msg('What shall we call you?')}</h2>
          <label class="form-label" for="rb-alias">${msg('Name')}</label>
          <div class="rb-field-row">
            <input class="form-control ${wrong ? 'is-invalid' : ''}" id="rb-alias" name="alias" required minlength="2"
              maxlength="24" autocomplete="nickname" spellcheck="false" aria-describedby="rb-alias-help rb-alias-wrong"
              aria-invalid=${wrong ? 'true' : 'false'} />
            <button class="rb-icon-button" type="button" title=${msg('Another suggestion')}
              aria-label=${msg('Another suggestion')} @click=${() => this.#suggest()}>${icons.dice()}</button>
          </div>
          <p class="form-text" id="rb-alias-help">
            ${msg('2 to 24 letters, digits, spaces, dots, hyphens. No account: a cookie keeps it in this browser.')}
          </p>
          <p class="rb-field-wrong" id="rb-alias-wrong" role="alert">${this.problem ? problemText(this.problem) : nothing}</p>
          <div class="rb-dialog-end">
            <button class="btn rb-btn-quiet" type="button" @click=${() => this.box.close()}>${msg('Not now')}</button>
            <button class="btn rb-btn" type="submit" ?disabled=${this.busy}>${this.rename ? msg('Save') : msg('Go on')}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #suggest(): void {
    this.field.value = suggestion();
    this.field.focus();
  }

  async #send(sent: Event): Promise<void> {
    sent.preventDefault();
    const alias = this.field.value.trim();
    this.busy = true;
    this.problem = null;
    try {
      this.#given = await (this.rename ? me.rename(alias) : me.arrive(alias));
      this.box.close();
    } catch (thrown) {
      this.problem = asProblem(thrown);
      this.field.focus();
    } finally {
      this.busy = false;
    }
  }

  #close(): void {
    this.#answer(this.#given);
    this.remove();
  }
}
