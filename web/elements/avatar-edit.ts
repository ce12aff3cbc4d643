// One's picture: chosen, looked at in the size it will have, and only then sent; or the drawn one again.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { toast } from '../app/toast';
import { asProblem } from '../data/problem';
import { freshAccount } from '../data/account';
import { AVATAR_BYTES, AVATAR_KINDS, changeAvatar, removeAvatar } from '../data/profile';
import type { Player } from '../data/shapes';
import './avatar';
import { LightElement } from './light';
import { problemText } from './states';

@localized()
@customElement('rb-avatar-edit')
export class AvatarEdit extends LightElement {
  @property({ attribute: false }) player!: Pick<Player, 'key'>;
  /** The address of the picture one has. */
  @property({ attribute: false }) src: string | null = null;
  @state() private chosen: File | null = null;
  @state() private wrong = '';
  @state() private busy = false;
  @query('input') private input!: HTMLInputElement;
  #preview = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#look(null);
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-avatar-edit">
        <rb-avatar .seed=${this.player.key} .src=${this.#preview || this.src}></rb-avatar>
        <div class="rb-field">
          <label class="form-label" for="rb-picture">${msg('Picture')}</label>
          <input class="form-control" id="rb-picture" type="file" accept=${AVATAR_KINDS.join(',')}
            aria-describedby="rb-picture-help rb-picture-wrong" aria-invalid=${this.wrong ? 'true' : 'false'} @change=${() => this.#choose()} />
          <div class="form-text" id="rb-picture-help">${msg('PNG, JPEG or WebP, up to 512 KiB. We keep the picture alone, without what a camera writes into it.')}</div>
          <p class="rb-field-wrong" id="rb-picture-wrong" role="alert">${this.wrong || nothing}</p>
          ${this.#acts()}
        </div>
      </div>
    `;
  }

  #acts(): TemplateResult | typeof nothing {
    if (this.chosen)
      return html`<div class="rb-set-end">
        <button class="btn rb-btn" type="button" ?disabled=${this.busy} @click=${() => void this.#send()}>${msg('Use this picture')}</button>
        <button class="btn rb-btn-quiet" type="button" @click=${() => this.#look(null)}>${msg('Rather not')}</button>
      </div>`;
    if (!this.src) return nothing;
    return html`<div class="rb-set-end"><button class="btn rb-btn-quiet" type="button" ?disabled=${this.busy} @click=${() => void this.#remove()}>${msg('Back to the drawn one')}</button></div>`;
  }

  #choose(): void {
    const file = this.input.files?.[0] ?? null;
    this.wrong = '';
    if (file && !(AVATAR_KINDS as readonly string[]).includes(file.type)) this.wrong = msg('Please choose a PNG, JPEG or WebP picture.');
    else if (file && file.size > AVATAR_BYTES) this.wrong = msg('That picture is too large. Up to 512 KiB will do.');
    this.#look(this.wrong ? null : file);
  }

  #look(file: File | null): void {
    if (this.#preview) URL.revokeObjectURL(this.#preview);
    this.#preview = file ? URL.createObjectURL(file) : '';
    this.chosen = file;
    if (!file && this.isConnected) this.input.value = '';
  }

  async #send(): Promise<void> {
    const { chosen } = this;
    if (!chosen) return;
    await this.#do(() => changeAvatar(chosen), msg('That is your picture now'));
  }

  async #remove(): Promise<void> {
    await this.#do(() => removeAvatar().then(() => null), msg('The drawn one is back'));
  }

  async #do(work: () => Promise<string | null>, said: string): Promise<void> {
    this.busy = true;
    try {
      this.src = await work();
      this.#look(null);
      toast(said);
      void freshAccount().catch(() => null);
    } catch (thrown) {
      this.wrong = problemText(asProblem(thrown));
    } finally {
      this.busy = false;
    }
  }
}
