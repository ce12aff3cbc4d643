// Numbers and times as the reader's language writes them; no page formats by hand.
import { msg } from '@lit/localize';
import { getLocale } from './locale';

const numbers = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = getLocale() + JSON.stringify(options);
  const known = numbers.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(getLocale(), options);
  numbers.set(key, made);
  return made;
}

/** A count, grouped: 12,345. */
export const count = (value: number): string => formatter({ maximumFractionDigits: 0 }).format(value);

/** A measure with at most `digits` decimals, a true minus sign, and no trailing noise. */
export function measure(value: number, digits = 1): string {
  return formatter({ maximumFractionDigits: digits }).format(value === 0 ? 0 : value).replace('-', '−');
}

/** 143000 → "2:23". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago"; anything under a minute is "just now". */
export function ago(then: string | number | Date, now: number = Date.now()): string {
  const seconds = (new Date(then).getTime() - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return msg('just now');
}

/** The exact moment in the reader's own zone. */
export function exactly(then: string | Date): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(then));
}

/** A day without its hour. */
export function day(then: string | Date): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium' }).format(new Date(then));
}

/** A sentence whose numbers stay with their signs: no line ends between "n =" and its value, before "%", or within "3 of 20". */
export const unbroken = (sentence: string): string =>
  sentence.replace(/\bn = (?=\d)/g, 'n\u00a0=\u00a0').replace(/(\d) (?=%|ms\b|u\/s\b)/g, '$1\u00a0').replace(/(\d) of (?=\d)/g, '$1\u00a0of\u00a0');
