// The languages of the site. English is the source; a further one is a file beside this and a line here.
import { configureLocalization } from '@lit/localize';

export const SOURCE = 'en';
export const OFFERED: readonly string[] = [];

export const { getLocale, setLocale } = configureLocalization({
  sourceLocale: SOURCE,
  targetLocales: [...OFFERED],
  loadLocale: (locale) => Promise.reject(new Error(`no texts for ${locale}`)),
});
