import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { router } from '../app/router';
import { figure } from '../dev/samples';
import { Figure } from './figure';

const PAGE = { path: '/', tag: 'x-page', load: () => Promise.resolve() };

async function shown(change: Parameters<typeof figure>[0] = {}): Promise<Figure> {
  const element = new Figure();
  element.figure = figure(change);
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const words = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();
const press = async (element: Figure, label: string): Promise<void> => {
  element.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)?.click();
  await element.updateComplete;
};

beforeEach(() => router.start([PAGE], PAGE));
afterEach(() => {
  router.stop();
  document.body.innerHTML = '';
});

describe('figure', () => {
  it('says its question, its n, its sentence, and how it was counted', async () => {
    const element = await shown();
    expect(element.querySelector('h3')?.textContent).toBe('Save curve');
    expect(words(element)).toContain('n = 380 balls');
    expect(words(element.querySelector('figcaption') ?? element)).toContain('Ada saves 47 % with 300 ms to spare');
    expect(words(element.querySelector('details') ?? element)).toContain('SELECT 1');
    expect(element.querySelector('a[href="/how-we-count#M5"]')).not.toBeNull();
  });

  it('turns into its table, and remembers that when one comes back', async () => {
    await press(await shown(), 'Show as table');
    expect(document.querySelectorAll('rb-figure tbody tr')).toHaveLength(2);
    const again = await shown();
    expect(again.querySelector('table')).not.toBeNull();
    await press(again, 'Show as chart');
    expect(again.querySelector('table')).toBeNull();
  });

  it('draws nothing of too few, and says how many and what to do', async () => {
    const todo = 'Too few balls yet: 4 of 20. About 2 more matches will do.';
    const element = await shown({ status: 'too_few', n: 4, needed: 20, summary: todo });
    expect(words(element)).toContain(todo);
    expect(element.querySelector('.rb-meter-ball')?.getAttribute('cx')).toBe('45');
    expect(element.querySelector('rb-chart, .rb-figure-tools')).toBeNull();
  });

  it('has a state for nothing at all', async () => {
    const element = await shown({ status: 'empty', n: 0, summary: 'Nobody played over a network.' });
    expect(words(element)).toContain('Nobody played over a network.');
    expect(element.querySelector('rb-chart')).toBeNull();
  });

  it('waits with the chart until it comes near', async () => {
    const element = await shown();
    expect(element.querySelector<HTMLElement>('.rb-figure-room')?.style.minHeight).toBe('340px');
  });

  it('offers the table as a file', async () => {
    const element = await shown();
    await press(element, 'Show as table');
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await press(element, 'Save the table (CSV)');
    expect(made).toHaveBeenCalledOnce();
    expect(saved).toHaveBeenCalledOnce();
  });

  it('shows a chart that could not be brought as a problem with a way out', async () => {
    const element = await shown({ id: 'other' });
    Object.assign(element, { near: true });
    await element.updateComplete;
    element.querySelector('rb-chart')?.dispatchEvent(new CustomEvent('rb-chart-failed', { detail: new TypeError('no net') }));
    await element.updateComplete;
    expect(words(element)).toContain('No answer from the server');
    expect(element.querySelector('[role=alert] button')?.textContent).toBe('Try again');
  });
});
