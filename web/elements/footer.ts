// The footer: the quiet links, and how fresh the numbers are.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import './freshness';
import { LightElement } from './light';

@localized()
@customElement('rb-footer')
export class Footer extends LightElement {
  protected override render(): TemplateResult {
    return html`
      <footer class="rb-footer">
        <div class="rb-footer-row">
          <rb-freshness></rb-freshness>
          <nav aria-label=${msg('About the site')}>
            <a href="/ai">${msg('How the AI works')}</a>
            <a href="/how-we-count">${msg('How we count')}</a>
            <a href="/about">${msg('About')}</a>
            <a href="/docs/">${msg('API')}</a>
          </nav>
        </div>
      </footer>
    `;
  }
}
