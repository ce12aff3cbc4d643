// Pages of a list: where one is, and the way to the next. Page links are addresses like any other.
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { count } from '../i18n/format';
import { icons } from './icons';

interface Paged {
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

/** Shown only where there is more than one page; `to` gives the address of the page that starts at an offset. */
export function pagination(page: Paged, to: (offset: number) => string): TemplateResult | typeof nothing {
  if (page.total <= page.limit) return nothing;
  const first = page.offset + 1;
  const last = Math.min(page.total, page.offset + page.limit);
  const before = page.offset > 0 ? to(Math.max(0, page.offset - page.limit)) : null;
  const after = last < page.total ? to(page.offset + page.limit) : null;
  return html`
    <nav class="rb-pagination" aria-label=${msg('Pages')}>
      ${step(before, msg('Previous'), icons.previous())}
      <span>${msg(str`${count(first)} – ${count(last)} of ${count(page.total)}`)}</span>
      ${step(after, msg('Next'), icons.next())}
    </nav>
  `;
}

function step(address: string | null, label: string, icon: TemplateResult): TemplateResult {
  if (address === null) return html`<span class="rb-icon-button is-off" aria-hidden="true">${icon}</span>`;
  return html`<a class="rb-icon-button" href=${address} aria-label=${label} title=${label}>${icon}</a>`;
}
