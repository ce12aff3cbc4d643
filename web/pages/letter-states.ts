// A letter that opens nothing any more: used, too old, or cut short on its way.
import { msg } from '@lit/localize';
import type { TemplateResult } from 'lit';
import { entry, notice } from '../elements/entry';
import { icons } from '../elements/icons';

export function deadLetter(action: TemplateResult): TemplateResult {
  const text = msg('It was used already, is too old, or was cut short on its way. Copy the whole link from the mail, or ask for a new one.');
  return entry({ title: msg('This link is not good any more'), body: notice(icons.mail(), text, action) });
}
