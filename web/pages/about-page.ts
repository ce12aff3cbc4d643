// About the site: what it is, what it keeps, and where the rest is.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Page } from '../app/page';

@localized()
@customElement('rb-about-page')
export class AboutPage extends Page {
  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('About');
    this.settled();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-page rb-prose">
        <div class="rb-page-head">
          <h1>${msg('About Rallyboard')}</h1>
          <p class="rb-lead">${msg('Live Pong, an exact log of every match, and boards built from nothing else.')}</p>
        </div>
        <section class="rb-section" aria-labelledby="what">
          <h2 id="what">${msg('What it is')}</h2>
          <p>${msg('Two paddles, one ball, first to eleven with two clear. The server alone decides what happened; your browser draws it and feels instant because both count in the same whole numbers.')}</p>
          <p>${msg('After the last point the log of the match is read into a warehouse, and two boards are drawn from it: one for the match, one for the player.')}</p>
        </section>
        <section class="rb-section" aria-labelledby="keeps">
          <h2 id="keeps">${msg('What it keeps')}</h2>
          <ul class="rb-plain">
            <li>${msg('For guests one cookie, so that the alias is theirs in this browser. For accounts a mail address that nobody else sees, and no password, only its hash.')}</li>
            <li>${msg('The log of each match: keys and times, under a random key. Names never enter a log.')}</li>
            <li>${msg('Nothing is fetched from or told to any other site: fonts, charts and pages come from this server.')}</li>
          </ul>
        </section>
        <section class="rb-section" aria-labelledby="more">
          <h2 id="more">${msg('More')}</h2>
          <ul class="rb-plain">
            <li><a href="/how-we-count">${msg('How we count')}</a>: ${msg('every metric with its formula.')}</li>
            <li><a href="/ai">${msg('How the AI works')}</a>: ${msg('what a house bot sees and does.')}</li>
            <li><a href="/docs/">${msg('The API')}</a>: ${msg('everything on these pages as JSON.')}</li>
          </ul>
        </section>
      </div>
    `;
  }
}
