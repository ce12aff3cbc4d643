/** The serve hint: whose serve it is and how; for whoever serves on a screen it is also the button. */

import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Slot } from '../engine/intents';
import type { Serving } from '../net/live-match';
import type { Names } from './names';

export interface ServeHint {
  readonly serving: Serving | null;
  /** The slots that the reader moves. */
  readonly slots: readonly Slot[];
  readonly names: Names;
  readonly serve: (slot: Slot) => void;
}

export function serveHint({ serving, slots, names, serve }: ServeHint): TemplateResult | typeof nothing {
  if (!serving) return nothing;
  const name = names.of(serving.slot);
  if (!slots.includes(serving.slot)) return html`<p class="rb-serve">${msg(str`${name} serves`)}</p>`;
  const whose = slots.length > 1 ? msg(str`${name} serves`) : msg('Your serve');
  if (serving.opensIn > 0) return html`<p class="rb-serve rb-serve-${serving.slot}">${whose}</p>`;
  const keys = slots.length > 1 ? (serving.slot === 0 ? 'D' : '←') : msg('Space');
  return html`
    <button class="rb-serve rb-serve-${serving.slot} is-open" type="button" @click=${() => serve(serving.slot)}>
      ${whose} <kbd>${keys}</kbd><span class="rb-serve-touch">${msg('Tap')}</span>
    </button>
  `;
}
