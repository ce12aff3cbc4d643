// A deed that needs a reason: the dialog asks for it in a sentence.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { field } from './field';
import { Form } from './form';
import { LightElement } from './light';

/** The reason given, or null when one backs out. */
export function askReason(heading: string, about: string, deed: string): Promise<string | null> {
  const dialog = new ReasonDialog();
  Object.assign(dialog, { heading, about, deed });
  document.body.append(dialog);
  return dialog.asked;
}

@localized()
@customElement('rb-reason-dialog')
export class ReasonDialog extends LightElement {
  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) about = '';
  @property({ attribute: false }) deed = '';
  @query('dialog') private box!: HTMLDialogElement;
  readonly #form = new Form(this, 'reason');
  #answer: (reason: string | null) => void = () => undefined;
  #reason: string | null = null;
  readonly asked = new Promise<string | null>((resolve) => (this.#answer = resolve));

  protected override firstUpdated(): void {
    this.box.showModal();
    this.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog class="rb-dialog" aria-labelledby="rb-reason-title" @close=${() => this.#close()}>
        <form novalidate @submit=${(sent: Event) => void this.#send(sent)}>
          <h2 id="rb-reason-title">${this.heading}</h2>
          <p class="rb-dialog-lead">${this.about}</p>
          ${field(this.#form, { name: 'reason', label: msg('Reason'), required: true, maxlength: 200, autocomplete: 'off' })}
          <div class="rb-dialog-end">
            <button class="btn rb-btn-quiet" type="button" @click=${() => this.box.close()}>${msg('Not now')}</button>
            <button class="btn rb-btn-grave" type="submit">${this.deed}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  async #send(sent: Event): Promise<void> {
    await this.#form.send(sent, ({ reason = '' }) => {
      this.#reason = reason;
      this.box.close();
      return Promise.resolve();
    });
  }

  #close(): void {
    this.#answer(this.#reason);
    this.remove();
  }
}
