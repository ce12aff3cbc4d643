// Whether somebody is here now: a mark whose shape says it too, and a word.
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { PresenceState } from '../data/shapes';

export function presenceName(state: PresenceState): string {
  const names: Record<PresenceState, string> = {
    playing: msg('Playing'),
    watching: msg('Watching'),
    idle: msg('Idle'),
    offline: msg('Offline'),
  };
  return names[state];
}

export function presence(state: PresenceState): TemplateResult {
  return html`<span class="rb-presence is-${state}">${presenceName(state)}</span>`;
}
