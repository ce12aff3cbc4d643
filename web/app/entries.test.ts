import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepScroll, recall, remember, scrolledTo } from './entries';
import { router } from './router';

const PAGE = { path: '/', tag: 'x-page', load: () => Promise.resolve() };
const OTHER = { path: '/other', tag: 'x-other', load: () => Promise.resolve() };

beforeEach(() => router.start([PAGE, OTHER], PAGE));
afterEach(() => router.stop());

describe('entries', () => {
  it('keep the scroll position of each entry apart', () => {
    keepScroll('one', 120.4);
    keepScroll('two', 7);
    expect([scrolledTo('one'), scrolledTo('two'), scrolledTo('three')]).toEqual([120, 7, undefined]);
  });

  it('keep the toggles of the entry one stands on', () => {
    remember('figure form', 'table');
    expect(recall('figure form')).toBe('table');
    router.go('/other');
    expect(recall('figure form')).toBeUndefined();
  });

  it('survive a reload of the page', () => {
    keepScroll('one', 300);
    expect(sessionStorage.getItem('rb-entries')).toContain('["one",{"y":300}]');
  });

  it('forget the oldest', () => {
    keepScroll('oldest', 1);
    for (let entry = 0; entry < 60; entry++) keepScroll(`entry ${entry}`, entry);
    expect(scrolledTo('oldest')).toBeUndefined();
    expect(scrolledTo('entry 59')).toBe(59);
  });
});
