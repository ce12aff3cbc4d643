// How we count: how to read a number here, and the book of every metric.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { freshness, metricsBook } from '../data/boards';
import type { Freshness, Metric } from '../data/shapes';
import { loading, wentWrong } from '../elements/states';
import { count, unbroken } from '../i18n/format';

@localized()
@customElement('rb-counting-page')
export class CountingPage extends Page {
  readonly #metrics = new Asking<Metric[]>(this);
  readonly #fresh = new Asking<Freshness>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('How we count');
    void this.#fresh.ask('freshness', freshness);
    void this.#metrics.ask('metrics', metricsBook).then(() => this.settled());
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-page rb-prose">
        <div class="rb-page-head">
          <h1>${msg('How we count')}</h1>
          <p class="rb-lead">${msg('A match is a value, its log is the only door from play to numbers, and every number here can be worked out again from that log.')}</p>
        </div>
        ${this.#reading()} ${this.#saves()} ${this.#state()} ${this.#book()}
      </div>
    `;
  }

  #reading(): TemplateResult {
    return html`
      <section class="rb-section" aria-labelledby="reading">
        <h2 id="reading">${msg('How to read a number')}</h2>
        <dl class="rb-terms">
          <dt>${msg('n')}</dt>
          <dd>${msg('How many balls, points or matches stand behind it. It is always printed.')}</dd>
          <dt>${msg('The interval')}</dt>
          <dd>${msg('Where the true value lies 95 times in 100. Two players whose intervals overlap widely may be equals.')}</dd>
          <dt>${msg('Too few')}</dt>
          <dd>${msg('Below its threshold a number is not shown: it would say more about luck than about you. Where a figure shows an early sign all the same, it is grey.')}</dd>
          <dt>${msg('Peers')}</dt>
          <dd>${msg('Players under the same rules. You are never compared with yourself.')}</dd>
          <dt>${msg('u')}</dt>
          <dd>${msg('The unit of the court, which is 1600 wide and 900 high; a paddle is 150 long.')}</dd>
        </dl>
      </section>
    `;
  }

  #saves(): TemplateResult {
    return html`
      <section class="rb-section" aria-labelledby="xsave">
        <h2 id="xsave">${msg('Saves above expected')}</h2>
        <p>${msg('Some balls are easy and some cannot be reached. For every ball we work out how much time you had to spare: its flight, less the time your paddle needed to get there. From all matches under the same rules we learn how often such balls are saved. Your saves above that expectation are skill; a missed ball that is saved 85 times in 100 is an unforced error.')}</p>
        <p>${msg('If the expectation is not well calibrated, it is not published, and what rests on it stays empty.')}</p>
      </section>
    `;
  }

  #state(): TemplateResult | typeof nothing {
    const fresh = this.#fresh.value;
    if (!fresh) return nothing;
    return html`
      <section class="rb-section" aria-labelledby="state">
        <h2 id="state">${msg('The books today')}</h2>
        <dl class="rb-counts">
          ${this.#count(fresh.matches, msg('matches counted'))} ${this.#count(fresh.behind, msg('on their way'))}
          ${this.#count(fresh.rejects, msg('records refused, kept with their reason'))}
        </dl>
      </section>
    `;
  }

  #count(value: number, label: string): TemplateResult {
    return html`<div><dd>${count(value)}</dd><dt>${label}</dt></div>`;
  }

  #book(): TemplateResult {
    const { value, problem } = this.#metrics;
    return html`
      <section class="rb-section" aria-labelledby="book">
        <h2 id="book">${msg('The book of metrics')}</h2>
        ${problem ? wentWrong(problem, this.#metrics.retry) : value ? value.map((metric) => this.#metric(metric)) : loading(8)}
      </section>
    `;
  }

  #metric(metric: Metric): TemplateResult {
    return html`
      <article class="rb-metric" id=${metric.key}>
        <h3>${metric.name} ${metric.unit ? html`<small>${metric.unit}</small>` : nothing}</h3>
        <p>${metric.sentence}</p>
        <p class="rb-metric-formula"><code>${metric.formula}</code></p>
        <p class="rb-quiet">
          ${metric.show_from > 0 ? msg(str`Shown from n = ${count(metric.show_from)}.`) : nothing}
          ${metric.interval ? unbroken(msg(str`Interval: ${metric.interval}.`)) : nothing} <span>${msg(str`Version ${metric.version}.`)}</span>
        </p>
      </article>
    `;
  }
}
