// How fresh the numbers are: matches counted, and how many wait.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { router } from '../app/router';
import { freshness } from '../data/boards';
import type { Freshness } from '../data/shapes';
import { ago, count, exactly } from '../i18n/format';
import { LightElement } from './light';

@localized()
@customElement('rb-freshness')
export class FreshnessLine extends LightElement {
  @state() private fresh: Freshness | null = null;
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = router.watch(() => void this.#ask());
    void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** Asked anew on every page; without an answer the last one stands. */
  async #ask(): Promise<void> {
    this.fresh = await freshness().catch(() => this.fresh);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { fresh } = this;
    if (!fresh) return nothing;
    const late = fresh.behind > 0;
    return html`
      <p class="rb-freshness">
        <span class="rb-dot ${late ? 'is-late' : ''}" aria-hidden="true"></span>
        <span title=${fresh.loaded_at ? exactly(fresh.loaded_at) : nothing}>${this.#words(fresh)}</span>
      </p>
    `;
  }

  #words(fresh: Freshness): string {
    const matches = count(fresh.matches);
    if (fresh.behind > 0) return msg(str`${matches} matches counted, ${count(fresh.behind)} on their way`);
    if (!fresh.loaded_at) return msg('No match counted yet');
    return msg(str`${matches} matches counted, last ${ago(fresh.loaded_at)}`);
  }
}
