// A house bot's level: five pips and its number in words.
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

export function levelName(level: number): string {
  const names = [msg('Rookie'), msg('Amateur'), msg('Regular'), msg('Expert'), msg('Master')];
  return names[Math.min(5, Math.max(1, level)) - 1] ?? '';
}

export function levelPips(level: number): TemplateResult {
  return html`
    <span class="rb-level" role="img" aria-label=${msg(str`Level ${level} of 5`)}>
      ${[1, 2, 3, 4, 5].map((pip) => html`<i class=${pip <= level ? 'is-on' : ''}></i>`)}
    </span>
  `;
}
