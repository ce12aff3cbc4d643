// The filters of a player board. They live in the address: a filtered board can be shared, and Back undoes a filter.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { router } from '../app/router';
import type { Board } from '../data/shapes';
import { LightElement } from './light';
import { rulesName } from './match-words';

export const FILTERS = ['ruleset', 'opponent', 'from', 'to'] as const;
type Name = (typeof FILTERS)[number];

interface Option {
  readonly value: string;
  readonly label: string;
}

@localized()
@customElement('rb-filters')
export class Filters extends LightElement {
  @property({ attribute: false }) filters: Board['filters'] | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { filters } = this;
    if (!filters) return nothing;
    const query = router.place?.query ?? new URLSearchParams();
    const on = FILTERS.some((name) => query.get(name));
    return html`
      <form class="rb-filters" aria-label=${msg('Filters')} @submit=${(sent: Event) => sent.preventDefault()}>
        ${this.#choice('ruleset', msg('Rules'), msg('All rules'), filters.ruleset.map(({ value }) => ({ value, label: rulesName(value) })), query)}
        ${this.#choice('opponent', msg('Opponent'), msg('All opponents'), filters.opponent, query)}
        ${this.#date('from', msg('From'), filters, query)} ${this.#date('to', msg('To'), filters, query)}
        ${on ? html`<button class="btn rb-btn-quiet" type="button" @click=${() => router.refine({})}>${msg('Clear filters')}</button>` : nothing}
      </form>
    `;
  }

  #choice(name: Name, label: string, all: string, options: readonly Option[], query: URLSearchParams): TemplateResult {
    const chosen = query.get(name) ?? '';
    return html`
      <label class="rb-filter ${chosen ? 'is-on' : ''}">
        <span>${label}</span>
        <select class="form-select" name=${name} .value=${live(chosen)} @change=${(change: Event) => this.#set(name, change)}>
          <option value="" ?selected=${!chosen}>${all}</option>
          ${withChosen(options, chosen, name).map((option) => html`<option value=${option.value} ?selected=${option.value === chosen}>${option.label}</option>`)}
        </select>
      </label>
    `;
  }

  #date(name: 'from' | 'to', label: string, filters: Board['filters'], query: URLSearchParams): TemplateResult {
    const chosen = query.get(name) ?? '';
    return html`
      <label class="rb-filter ${chosen ? 'is-on' : ''}">
        <span>${label}</span>
        <input class="form-control" type="date" name=${name} .value=${live(chosen)} min=${day(filters.from) ?? nothing}
          max=${day(filters.to) ?? nothing} @change=${(change: Event) => this.#set(name, change)} />
      </label>
    `;
  }

  #set(name: Name, change: Event): void {
    const query = router.place?.query ?? new URLSearchParams();
    const now = Object.fromEntries(FILTERS.map((other) => [other, query.get(other)]));
    router.refine({ ...now, [name]: (change.target as HTMLInputElement | HTMLSelectElement).value });
  }
}

/** What is set is among the choices, though no match fits it. */
function withChosen(options: readonly Option[], chosen: string, name: Name): readonly Option[] {
  if (!chosen || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: name === 'ruleset' ? rulesName(chosen) : chosen }];
}

const day = (moment: string | null | undefined): string | null => moment?.slice(0, 10) ?? null;
