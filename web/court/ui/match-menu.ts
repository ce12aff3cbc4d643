/** `<rb-match-menu>`: the keys of this match and the ways out of it, over the court. Esc opens and closes it. */

import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { LightElement } from '../../elements/light';

@localized()
@customElement('rb-match-menu')
export class MatchMenu extends LightElement {
  /** Two players share this keyboard. */
  @property({ type: Boolean }) shared = false;
  @property({ type: Boolean }) playing = false;
  /** Who wins when the reader resigns. */
  @property({ attribute: false }) opponent = '';
  /** A line about how smooth the drawing is. */
  @property({ attribute: false }) frames = '';
  @query('dialog') private box!: HTMLDialogElement;

  open(): void {
    if (!this.box.open) this.box.showModal();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog class="rb-dialog" aria-labelledby="rb-match-menu-title">
        <h2 id="rb-match-menu-title">${msg('Keys')}</h2>
        ${this.shared ? this.#sharedKeys() : this.#ownKeys()}
        <div class="rb-quiet rb-menu-notes">
          ${this.playing ? html`<p>${msg('The match goes on while this is open.')}</p>` : nothing}
          ${this.frames ? html`<p>${this.frames}</p>` : nothing}
        </div>
        <form method="dialog" class="rb-dialog-end">
          ${this.playing ? this.#resign() : nothing}
          <button class="btn rb-btn" autofocus>${msg('Back to the court')}</button>
        </form>
      </dialog>
    `;
  }

  #ownKeys(): TemplateResult {
    return html`
      <dl class="rb-keys">
        ${row(['W', '↑'], msg('Up'))} ${row(['S', '↓'], msg('Down'))} ${row(['Space', 'Enter'], msg('Serve'))}
        ${row([msg('Touch')], msg('Hold a finger where the paddle should go; tap to serve'))}
        ${row(['Esc'], msg('This list'))}
      </dl>
    `;
  }

  #sharedKeys(): TemplateResult {
    return html`
      <dl class="rb-keys">
        ${row(['W', 'S'], msg('Left paddle up, down'))} ${row(['D'], msg('Left serves'))}
        ${row(['↑', '↓'], msg('Right paddle up, down'))} ${row(['←'], msg('Right serves'))}
        ${row(['Space', 'Enter'], msg('Whoever may, serves'))} ${row(['Esc'], msg('This list'))}
      </dl>
    `;
  }

  #resign(): TemplateResult {
    const text = this.opponent ? msg(str`Resign: ${this.opponent} wins`) : msg('End the match');
    return html`
      <button class="btn rb-btn-quiet" @click=${() => this.dispatchEvent(new CustomEvent('rb-resign'))}>${text}</button>
    `;
  }
}

function row(keys: readonly string[], does: string): TemplateResult {
  return html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${does}</dd>`;
}
