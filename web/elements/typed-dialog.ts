// "Are you sure?", for what cannot be undone: the deed is done only after its word was typed.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LightElement } from './light';

interface Deed {
  readonly title: string;
  readonly about: string;
  /** What has to be typed. */
  readonly word: string;
  /** The button's own name: what it will do. */
  readonly deed: string;
}

/** True once the word was typed and the button pressed; false when the reader backs out. */
export function askTyped(deed: Deed): Promise<boolean> {
  const dialog = new TypedDialog();
  dialog.deed = deed;
  document.body.append(dialog);
  return dialog.asked;
}

@localized()
@customElement('rb-typed-dialog')
export class TypedDialog extends LightElement {
  @property({ attribute: false }) deed!: Deed;
  @state() private typed = '';
  @query('dialog') private box!: HTMLDialogElement;
  #answer: (sure: boolean) => void = () => undefined;
  #sure = false;
  readonly asked = new Promise<boolean>((resolve) => (this.#answer = resolve));

  protected override firstUpdated(): void {
    this.box.showModal();
    this.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const { title, about, word, deed } = this.deed;
    return html`
      <dialog class="rb-dialog" aria-labelledby="rb-typed-title" aria-describedby="rb-typed-about" @close=${() => this.#close()}>
        <form @submit=${(sent: Event) => this.#send(sent)}>
          <h2 id="rb-typed-title">${title}</h2>
          <p id="rb-typed-about">${about}</p>
          <div class="rb-field rb-set-end">
            <label class="form-label" for="rb-typed">${msg(str`Type ${word} to go on`)}</label>
            <input class="form-control" id="rb-typed" name="word" autocomplete="off" autocapitalize="none" spellcheck="false"
              @input=${(typed: Event) => (this.typed = (typed.target as HTMLInputElement).value.trim())} />
          </div>
          <div class="rb-dialog-end">
            <button class="btn rb-btn-quiet" type="button" @click=${() => this.box.close()}>${msg('Not now')}</button>
            <button class="btn rb-btn-grave" type="submit" ?disabled=${this.typed !== word}>${deed}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #send(sent: Event): void {
    sent.preventDefault();
    this.#sure = this.typed === this.deed.word;
    if (this.#sure) this.box.close();
  }

  #close(): void {
    this.#answer(this.#sure);
    this.remove();
  }
}
