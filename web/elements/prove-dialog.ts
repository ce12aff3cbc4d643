// "Prove it is you": whatever is worth a thief's while asks for the password, and the second factor, once more.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { prove } from '../data/auth';
import { session } from '../data/session';
import { asProblem } from '../data/problem';
import type { ProofWanted } from '../data/shapes';
import '../styles/account.css';
import { passwordField, submit } from './field';
import { Form } from './form';
import { LightElement } from './light';
import './proof';

const NEEDED = 'accounts/proof_needed';

/** Does `work`, after asking for a proof where the server wants one; null when the reader backs out. */
export async function proven<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (asProblem(thrown).code !== NEEDED) throw thrown;
  }
  const dialog = new ProveDialog();
  document.body.append(dialog);
  return (await dialog.asked) ? work() : null;
}

@localized()
@customElement('rb-prove-dialog')
export class ProveDialog extends LightElement {
  @state() private wanted: ProofWanted | null = null;
  @state() private over = false;
  @query('dialog') private box!: HTMLDialogElement;
  readonly #form = new Form(this, 'prove');
  #answer: (proven: boolean) => void = () => undefined;
  #proven = false;
  readonly asked = new Promise<boolean>((resolve) => (this.#answer = resolve));

  protected override firstUpdated(): void {
    this.box.showModal();
    if (!session.account?.has_password) this.querySelector('form')?.requestSubmit();
    else this.querySelector<HTMLElement>('input[name=password]')?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog class="rb-dialog" aria-labelledby="rb-prove-title" @close=${() => this.#close()}>
        <h2 id="rb-prove-title">${msg('Prove it is you')}</h2>
        <p class="rb-quiet rb-dialog-lead">${msg('This changes who gets in, so we ask once more. Then not again for five minutes.')}</p>
        ${this.wanted
          ? html`<rb-proof .wanted=${this.wanted} @rb-in=${() => this.#done()} @rb-proof-over=${() => this.#again()}></rb-proof>`
          : this.#first()}
        <div class="rb-dialog-end is-wide">
          <button class="btn rb-btn-quiet" type="button" @click=${() => this.box.close()}>${msg('Not now')}</button>
        </div>
      </dialog>
    `;
  }

  #first(): TemplateResult {
    const password = session.account?.has_password ?? false;
    return html`
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
        <input class="visually-hidden" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true"
          .value=${session.account?.email ?? ''} />
        ${this.over ? html`<p class="rb-form-wrong" role="alert">${msg('That took too long or too many tries. Please start again.')}</p>` : nothing}
        ${password ? passwordField(this.#form, { name: 'password', label: msg('Password'), autocomplete: 'current-password' }) : nothing}
        ${this.#form.trouble()}
        <div class="rb-form-end is-wide">${submit(this.#form, msg('Go on'))}</div>
      </form>
    `;
  }

  async #send(sent: Event): Promise<void> {
    this.over = false;
    const good = await this.#form.send(sent, async ({ password }) => {
      this.wanted = await prove(password);
    });
    if (good && !this.wanted) this.#done();
  }

  #again(): void {
    this.wanted = null;
    this.over = true;
  }

  #done(): void {
    this.#proven = true;
    this.box.close();
  }

  #close(): void {
    this.#answer(this.#proven);
    this.remove();
  }
}
