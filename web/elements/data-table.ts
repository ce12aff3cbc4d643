// The table view of a figure: the very numbers that its traces draw, readable by anyone and anything.
import { html, type TemplateResult } from 'lit';
import type { Cell, Figure } from '../data/shapes';
import { measure } from '../i18n/format';

export function cellText(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return measure(cell, Math.abs(cell) < 10 ? 2 : 1);
  if (typeof cell === 'boolean') return cell ? '✓' : '–';
  return cell;
}

const kindOf = (rows: Figure['table']['rows'], column: number): string =>
  rows.some((row) => typeof row[column] === 'number') ? 'is-number' : '';

export function dataTable(table: Figure['table'], caption: string): TemplateResult {
  const kinds = table.columns.map((_, index) => kindOf(table.rows, index));
  return html`
    <div class="rb-table-room" tabindex="0" role="region" aria-label=${caption}>
      <table class="table rb-table">
        <caption class="visually-hidden">${caption}</caption>
        <thead>
          <tr>
            ${table.columns.map(
              (column, index) => html`<th scope="col" class=${kinds[index] ?? ''}>
                ${column.label}${column.unit ? html` <small>${column.unit}</small>` : ''}
              </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${table.rows.map((row) => html`<tr>${row.map((cell, index) => html`<td class=${kinds[index] ?? ''}>${cellText(cell)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

/** RFC 4180; a text a spreadsheet would run as a formula is defused. */
export function csv(table: Figure['table']): string {
  const head = table.columns.map((column) => field(column.unit ? `${column.label} (${column.unit})` : column.label));
  const rows = table.rows.map((row) => row.map((cell) => field(cell)).join(','));
  return [head.join(','), ...rows].join('\r\n') + '\r\n';
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
