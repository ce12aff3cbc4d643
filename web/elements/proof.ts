// The second factor: the strongest way first, the others one press away. Tells "rb-in" when it is done.
import { localized, msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { proofOptions, proveByCode, proveByPasskey, sendCode } from '../data/auth';
import { passkeysWork, shownPasskey } from '../data/passkeys';
import { asProblem } from '../data/problem';
import type { Factor, ProofWanted } from '../data/shapes';
import { field, submit } from './field';
import { Form } from './form';
import { icons } from './icons';
import { LightElement } from './light';

export const IN = 'rb-in';
/** Too many tries, or too late: the whole sign-in starts again. */
export const OVER = 'rb-proof-over';

type CodeFactor = Exclude<Factor, 'passkey'>;
const ORDER: readonly Factor[] = ['passkey', 'totp', 'mail', 'recovery'];

@localized()
@customElement('rb-proof')
export class Proof extends LightElement {
  @property({ attribute: false }) wanted: ProofWanted | null = null;
  @state() private way: Factor | null = null;
  @state() private sent = false;
  readonly #form = new Form(this, 'proof');

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('wanted')) this.way = this.#ways[0] ?? null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('way')) this.querySelector<HTMLElement>('input, .rb-btn')?.focus();
  }

  get #ways(): Factor[] {
    const offered = this.wanted?.factors ?? [];
    return ORDER.filter((factor) => offered.includes(factor) && (factor !== 'passkey' || passkeysWork()));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { way } = this;
    if (!way) return html`<p class="rb-form-wrong" role="alert">${msg('This browser can show none of your second factors. Try another browser.')}</p>`;
    return html`
      <form class="rb-form" novalidate aria-label=${msg('Second step')} @submit=${(sent: Event) => void this.#send(sent, way)}>
        ${way === 'passkey' ? this.#passkey() : way === 'mail' && !this.sent ? this.#mailFirst() : this.#code(way)}
        ${this.#form.trouble()}
      </form>
      ${this.#others(way)}
    `;
  }

  #code(way: CodeFactor): TemplateResult {
    const digits = way !== 'recovery';
    const words = codeWords(way);
    return html`
      <div class="rb-code">
        ${field(this.#form, { name: 'code', label: words.label, help: words.help, required: true, maxlength: 32, autocomplete: digits ? 'one-time-code' : 'off', inputmode: digits ? 'numeric' : 'text' })}
      </div>
      <div class="rb-form-end is-wide">
        ${submit(this.#form, msg('Go on'))}
        ${way === 'mail' ? html`<button class="rb-link" type="button" @click=${() => void this.#again()}>${msg('Send another code')}</button>` : nothing}
      </div>
    `;
  }

  #passkey(): TemplateResult {
    return html`
      <p>${msg('Your device asks for your fingerprint, face or PIN.')}</p>
      <div class="rb-form-end is-wide">${submit(this.#form, msg('Use a passkey'))}</div>
    `;
  }

  #mailFirst(): TemplateResult {
    return html`
      <p>${msg('We send a code to your mail address. It is good for ten minutes.')}</p>
      <div class="rb-form-end is-wide">${submit(this.#form, msg('Send the code'))}</div>
    `;
  }

  #others(now: Factor): TemplateResult | typeof nothing {
    const others = this.#ways.filter((way) => way !== now);
    if (!others.length) return nothing;
    return html`
      <p class="rb-or">${msg('or')}</p>
      <div class="rb-ways-in">
        ${others.map((way) => html`<button class="btn rb-btn-quiet" type="button" @click=${() => this.#turn(way)}>${wayIcon(way)}${wayName(way)}</button>`)}
      </div>
    `;
  }

  #turn(way: Factor): void {
    this.way = way;
    this.sent = false;
    this.#form.calm();
  }

  async #again(): Promise<void> {
    this.sent = false;
    await this.updateComplete;
    this.querySelector('form')?.requestSubmit();
  }

  async #send(sent: Event, way: Factor): Promise<void> {
    const proof = this.wanted?.proof ?? '';
    await this.#form.send(sent, async ({ code = '' }) => {
      try {
        if (await this.#prove(proof, way, code)) this.dispatchEvent(new CustomEvent(IN));
      } catch (thrown) {
        if (asProblem(thrown).status !== 410) throw thrown;
        this.dispatchEvent(new CustomEvent(OVER));
      }
    });
  }

  async #prove(proof: string, way: Factor, code: string): Promise<boolean> {
    if (way === 'passkey') {
      const credential = await shownPasskey(await proofOptions(proof));
      return credential !== null && Boolean(await proveByPasskey(proof, credential));
    }
    if (way === 'mail' && !this.sent) {
      await sendCode(proof);
      this.sent = true;
      return false;
    }
    await proveByCode(proof, way, way === 'recovery' ? code : code.replace(/\s/g, ''));
    return true;
  }
}

function codeWords(way: CodeFactor): { label: string; help: string } {
  if (way === 'totp') return { label: msg('Code of your authenticator app'), help: msg('Six digits; a new code comes every 30 seconds.') };
  if (way === 'mail') return { label: msg('Code from the mail'), help: msg('The mail is on its way. The code is good for ten minutes.') };
  return { label: msg('Recovery code'), help: msg('One of the ten you kept. Each works once.') };
}

function wayName(way: Factor): string {
  if (way === 'totp') return msg('Use the authenticator app');
  if (way === 'passkey') return msg('Use a passkey');
  return way === 'mail' ? msg('Send me a code by mail') : msg('Use a recovery code');
}

function wayIcon(way: Factor): TemplateResult {
  if (way === 'mail') return icons.mail();
  return way === 'passkey' ? icons.key() : way === 'totp' ? icons.phone() : icons.table();
}
