// How long a new password is against what is wanted: a length and a hint, no rules about signs and digits.
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** Characters a password needs when it stands alone, and when a second factor stands beside it. */
export const ALONE = 15;
export const BESIDE = 8;
/** So few different characters are a pattern, whatever their number. */
const VARIED = 5;

export const lengthOf = (password: string): number => Array.from(password.normalize('NFKC')).length;

export function hint(password: string, needed: number): string {
  const length = lengthOf(password);
  if (length === 0) return msg(str`${needed} characters or more. A short sentence is easy to keep in mind.`);
  if (length < needed) return msg(str`${length} of ${needed} characters`);
  if (new Set(password).size < VARIED) return msg('Long enough, but only a few different characters.');
  return length >= needed + 5 ? msg('Long and good.') : msg('Long enough.');
}

export function strength(password: string, needed: number): TemplateResult {
  const part = Math.min(1, lengthOf(password) / needed);
  return html`
    <span class="rb-strength" aria-hidden="true"><i class=${part >= 1 ? 'is-full' : ''} style="width:${Math.round(part * 100)}%"></i></span>
    <span>${hint(password, needed)}</span>
  `;
}
