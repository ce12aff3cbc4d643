// What a player tells of themselves, under their name: words, country, links, and whether they are here.
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { countryName } from '../data/countries';
import type { Profile } from '../data/shapes';
import { presence } from './presence';

export function profileFacts(profile: Profile): TemplateResult {
  return html`
    ${profile.presence === 'offline' ? nothing : presence(profile.presence)}
    ${profile.country ? html`<span>${msg(str`from ${countryName(profile.country)}`)}</span>` : nothing}
  `;
}

/** Links lead away from here: they carry no referrer and no recommendation of ours. */
export function profileLinks(links: readonly string[]): TemplateResult | typeof nothing {
  const safe = links.filter((link) => link.startsWith("https://"));
  if (!safe.length) return nothing;
  return html`<ul class="rb-plate-links" aria-label=${msg('Links')}>
    ${safe.map((link) => html`<li><a href=${link} target="_blank" rel="noopener noreferrer nofollow ugc">${shown(link)}</a></li>`)}
  </ul>`;
}

const shown = (link: string): string => link.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '');
