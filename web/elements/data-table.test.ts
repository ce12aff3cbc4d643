import { render } from 'lit';
import { describe, expect, it } from 'vitest';
import type { figure } from '../dev/samples';
import { cellText, csv, dataTable } from './data-table';

const TABLE = {
  columns: [{ key: 'who', label: 'who', unit: '' }, { key: 'value', label: 'saves', unit: '%' }],
  rows: [['=cmd()', 47.25], ['a "quoted", name', null], ['<b>bold</b>', -3]],
} as ReturnType<typeof figure>['table'];

describe('the table view', () => {
  it('shows the very numbers, with units in the head and text as text', () => {
    const room = document.createElement('div');
    render(dataTable(TABLE, 'Save curve'), room);
    expect([...room.querySelectorAll('th')].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())).toEqual(['who', 'saves %']);
    expect([...room.querySelectorAll('tbody td')].map((cell) => cell.textContent)).toEqual(['=cmd()', '47.3', 'a "quoted", name', '–', '<b>bold</b>', '−3']);
    expect(room.querySelector('tbody b')).toBeNull();
    expect(room.querySelector('caption')?.textContent).toBe('Save curve');
    expect(room.querySelector('tbody td:last-child')?.className).toBe('is-number');
  });

  it('is saved as CSV that no spreadsheet runs', () => {
    expect(csv(TABLE)).toBe('who,saves (%)\r\n\'=cmd(),47.25\r\n"a ""quoted"", name",\r\n<b>bold</b>,-3\r\n');
  });

  it('writes every kind of cell', () => {
    expect([1.234, 123.456, true, false, null, 'x'].map(cellText)).toEqual(['1.23', '123.5', '✓', '–', '–', 'x']);
  });
});
