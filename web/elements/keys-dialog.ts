// Every key the site knows, in one dialog: "?" opens it.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { LightElement } from './light';

export function showKeys(): void {
  if (!document.querySelector('rb-keys-dialog')) document.body.append(document.createElement('rb-keys-dialog'));
}

@localized()
@customElement('rb-keys-dialog')
export class KeysDialog extends LightElement {
  @query('dialog') private box!: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.box.showModal();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog class="rb-dialog" aria-labelledby="rb-keys-title" @close=${() => this.remove()}>
        <h2 id="rb-keys-title">${msg('Keys')}</h2>
        <dl class="rb-keys">
          ${this.#row(['W', 'S'], msg('Left paddle up, down'))} ${this.#row(['↑', '↓'], msg('Right paddle up, down; alone, yours too'))}
          ${this.#row(['Space', 'Enter'], msg('Serve'))} ${this.#row(['Esc'], msg('Pause or leave, where the rules allow'))}
          ${this.#row(['/'], msg('Search players'))} ${this.#row(['←', '→'], msg('Walk through the points of a figure'))}
          ${this.#row(['?'], msg('This list'))}
        </dl>
        <form method="dialog" class="rb-dialog-end"><button class="btn rb-btn">${msg('Close')}</button></form>
      </dialog>
    `;
  }

  #row(keys: readonly string[], does: string): TemplateResult {
    return html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd>`;
  }
}
