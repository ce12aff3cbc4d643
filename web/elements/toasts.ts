// Where toasts show: at the bottom, read out politely, gone by themselves, kept while pointed at.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { TOAST, type Toast } from '../app/toast';
import { icons } from './icons';
import { LightElement } from './light';

const STAYS_MS = 6000;
const STAYS_WRONG_MS = 12_000;

@localized()
@customElement('rb-toasts')
export class Toasts extends LightElement {
  @state() private shown: readonly Toast[] = [];
  readonly #add = (thrown: Event): void => {
    const fresh = (thrown as CustomEvent<Toast>).detail;
    this.shown = [...this.shown.filter((old) => old.text !== fresh.text), fresh].slice(-3);
    setTimeout(() => this.#drop(fresh), fresh.wrong ? STAYS_WRONG_MS : STAYS_MS);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener(TOAST, this.#add);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener(TOAST, this.#add);
  }

  #drop(toast: Toast): void {
    if (this.matches(':hover, :focus-within')) setTimeout(() => this.#drop(toast), STAYS_MS);
    else this.#dismiss(toast);
  }

  #dismiss(toast: Toast): void {
    this.shown = this.shown.filter((other) => other !== toast);
  }

  protected override render(): TemplateResult {
    return html`<div class="rb-toasts" role="status">${repeat(this.shown, (toast) => toast, (toast) => this.#one(toast))}</div>`;
  }

  #one(toast: Toast): TemplateResult {
    return html`
      <div class="rb-toast ${toast.wrong ? 'is-wrong' : ''}" role=${toast.wrong ? 'alert' : 'presentation'}>
        <span>${toast.text}</span>
        <button class="rb-icon-button" type="button" aria-label=${msg('Dismiss')} @click=${() => this.#dismiss(toast)}>
          ${icons.close()}
        </button>
      </div>
    `;
  }
}
