import { html, type TemplateResult } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answering } from '../dev/samples';
import { Page } from './page';
import { router, type Route } from './router';
import './shell';

class OnePage extends Page {
  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = 'One';
  }

  protected override render(): TemplateResult {
    return html`<h1>One</h1>`;
  }
}
class OtherPage extends Page {
  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = 'Other';
  }
}
customElements.define('x-one-page', OnePage);
customElements.define('x-other-page', OtherPage);

const ROUTES: Route[] = [
  { path: '/', tag: 'x-one-page', load: () => Promise.resolve() },
  { path: '/other/:name', tag: 'x-other-page', load: () => Promise.resolve(), given: { name: 'who' } },
  { path: '/letter', tag: 'x-other-page', load: () => Promise.resolve(), letter: true },
  { path: '/broken', tag: 'x-none', load: () => Promise.reject(new TypeError('offline')) },
];
const shown = (selector: string): Element | null => document.querySelector(selector);
const settled = (check: () => void): Promise<void> => vi.waitFor(check);

beforeEach(async () => {
  vi.stubGlobal('fetch', answering({ '/api/v1/freshness': { matches: 3, behind: 0, loaded_at: null } }));
  history.replaceState(null, '', '/');
  document.body.innerHTML = '<rb-app></rb-app>';
  router.start(ROUTES, { path: '/lost', tag: 'x-one-page', load: () => Promise.resolve() });
  await settled(() => expect(shown('main x-one-page')).not.toBeNull());
});

afterEach(() => router.stop());

describe('shell', () => {
  it('shows the page of the place, names the window after it, and has the landmarks', () => {
    expect(document.title).toBe('One · Rallyboard');
    for (const landmark of ['header', 'main#main', 'footer', 'nav[aria-label="Main"]', 'a.rb-skip']) {
      expect(shown(landmark)).not.toBeNull();
    }
  });

  it('moves focus to the heading of the page one went to, but not when the site opens', async () => {
    expect(document.activeElement).toBe(document.body);
    router.go('/other/ada');
    await settled(() => expect(document.activeElement?.tagName).toBe('MAIN'));
    router.go('/');
    await settled(() => expect(document.activeElement?.tagName).toBe('H1'));
  });

  it('gives parameters and query, and keeps the page while only the query changes', async () => {
    router.go('/other/ada');
    await settled(() => expect(shown('x-other-page')).not.toBeNull());
    const page = shown('x-other-page') as OtherPage;
    expect(page.getAttribute('who')).toBe('ada');
    router.refine({ from: '2026-01-01' });
    expect(shown('x-other-page')).toBe(page);
    expect(page.query.get('from')).toBe('2026-01-01');
    router.go('/other/bo');
    await settled(() => expect(shown('x-other-page')?.getAttribute('who')).toBe('bo'));
  });

  it('opens every letter on a page of its own, the second in the same tab too', async () => {
    router.go('/letter#one');
    await settled(() => expect(shown('x-other-page')).not.toBeNull());
    const first = shown('x-other-page');
    router.go('/letter#%one');
    await settled(() => expect(shown('x-other-page')).not.toBe(first));
  });

  it('says what went wrong when a page cannot be brought', async () => {
    router.go('/broken');
    await settled(() => expect(shown('main [role=alert]')?.textContent).toContain('No answer from the server'));
    router.go('/');
    await settled(() => expect(shown('main x-one-page')).not.toBeNull());
  });
});
