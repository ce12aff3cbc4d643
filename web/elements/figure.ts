// A figure: question, n, the chart or its table, the sentence it says, and how it was counted.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { recall, remember } from '../app/entries';
import { router } from '../app/router';
import { type Chart, heightOf } from '../charts/chart';
import { asProblem, type Problem } from '../data/problem';
import type { Figure as FigureShape } from '../data/shapes';
import { count, unbroken } from '../i18n/format';
import { csv, dataTable } from './data-table';
import { icons } from './icons';
import { LightElement } from './light';
import { nothingYet, tooFew, wentWrong } from './states';

type View = 'chart' | 'table';

/** The room a chart will take, kept free for it, so that nothing below jumps when it is drawn. */
const room = (figure: FigureShape): string => (figure.court ? '' : `min-height: ${heightOf(figure.plot.layout)}px`);

const NEAR = '600px';

@localized()
@customElement('rb-figure')
export class Figure extends LightElement {
  @property({ attribute: false }) figure: FigureShape | null = null;
  @state() private view: View = 'chart';
  @state() private near = false;
  @state() private problem: Problem | null = null;
  @query('rb-chart') private chart!: Chart | null;
  #stop: (() => void) | null = null;
  readonly #watcher = new IntersectionObserver((seen) => this.#seen(seen), { rootMargin: NEAR });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watcher.observe(this);
    this.#recall();
    this.#stop = router.watch(({ arrival }) => {
      if (arrival === 'history') this.#recall();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    this.#stop?.();
  }

  #recall(): void {
    this.view = this.figure && recall(`figure ${this.figure.id}`) === 'table' ? 'table' : 'chart';
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.near = true;
    this.#watcher.disconnect();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { figure } = this;
    if (!figure) return nothing;
    const drawn = figure.status === 'ok';
    return html`
      <figure class="rb-figure" id=${figure.id} aria-labelledby="${figure.id}-title">
        <header class="rb-figure-head">
          <div>
            <h3 id="${figure.id}-title">${figure.title}</h3>
            <p class="rb-figure-question">${figure.question}</p>
            <p class="rb-figure-n">${msg(str`n = ${count(figure.n)} ${figure.unit_of_n}`)}</p>
          </div>
          ${drawn ? this.#tools(figure) : nothing}
        </header>
        <div class="rb-figure-body">${this.#body(figure)}</div>
        ${drawn ? html`<figcaption class="rb-figure-summary">${unbroken(figure.summary)}</figcaption>` : nothing}
        ${this.#counted(figure)}
      </figure>
    `;
  }

  #tools(figure: FigureShape): TemplateResult {
    const table = this.view === 'table';
    return html`
      <div class="rb-figure-tools" role="group" aria-label=${msg('View')}>
        ${this.#tool(table ? msg('Show as chart') : msg('Show as table'), table ? icons.chart() : icons.table(), () => this.#toggle(figure))}
        ${table
          ? this.#tool(msg('Save the table (CSV)'), icons.download(), () => this.#save(figure))
          : this.#tool(msg('Save the picture (PNG)'), icons.download(), () => void this.chart?.download(figure.id))}
      </div>
    `;
  }

  #tool(label: string, icon: TemplateResult, does: () => void): TemplateResult {
    return html`<button class="rb-icon-button" type="button" title=${label} aria-label=${label} @click=${does}>${icon}</button>`;
  }

  #body(figure: FigureShape): TemplateResult {
    if (figure.status === 'empty') return nothingYet(msg('Nothing to draw yet'), figure.summary);
    if (figure.status === 'too_few') return tooFew(figure.n, figure.needed, figure.summary);
    if (this.problem) return wentWrong(this.problem, () => (this.problem = null));
    if (this.view === 'table') return dataTable(figure.table, figure.title);
    return html`
      <div class="rb-figure-room ${figure.court ? 'is-court' : ''}" style=${room(figure)}>
        ${this.near ? this.#chart(figure) : nothing}
      </div>
    `;
  }

  #chart(figure: FigureShape): TemplateResult {
    return html`
      <rb-chart .plot=${figure.plot} .label=${`${figure.title}. ${figure.summary}`} ?court=${figure.court}
        @rb-chart-failed=${(failed: CustomEvent) => (this.problem = asProblem(failed.detail))}></rb-chart>
    `;
  }

  #counted(figure: FigureShape): TemplateResult {
    return html`
      <details class="rb-counted">
        <summary>${msg('How is this counted?')}</summary>
        <p>${figure.how}</p>
        ${figure.metrics.length
          ? html`<p>${figure.metrics.map((key) => html`<a class="rb-chip" href="/how-we-count#${key}">${key.replaceAll('_', ' ')}</a> `)}</p>`
          : nothing}
        ${figure.sql ? html`<pre tabindex="0"><code>${figure.sql}</code></pre>` : nothing}
      </details>
    `;
  }

  #toggle(figure: FigureShape): void {
    this.view = this.view === 'table' ? 'chart' : 'table';
    remember(`figure ${figure.id}`, this.view);
  }

  #save(figure: FigureShape): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csv(figure.table)], { type: 'text/csv' }));
    link.download = `${figure.id}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
