// Settings, data: take everything along, lose the name, or leave for good.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { save } from '../app/clipboard';
import { router } from '../app/router';
import { toast } from '../app/toast';
import { anonymise, erase, exported } from '../data/account';
import { session } from '../data/session';
import type { Account } from '../data/shapes';
import { askTyped } from '../elements/typed-dialog';
import { LightElement } from '../elements/light';
import { act, set } from '../elements/settings-set';

@localized()
@customElement('rb-settings-data')
export class SettingsData extends LightElement {
  @property({ attribute: false }) account!: Account;
  @state() private busy = false;

  protected override render(): TemplateResult {
    return html`${this.#export()} ${this.#anonymise()} ${this.#erase()} ${this.#rights()}`;
  }

  #export(): TemplateResult {
    const about = msg('Everything we hold of you, as one zip of files that people and programs can read.');
    return set({ id: 'export', title: msg('Take your data along'), about }, this.#button(msg('Download my data'), () => this.#take(), 'rb-btn'));
  }

  #anonymise(): TemplateResult {
    const about = msg('Your account and your name stay, without a past: nothing leads from the matches so far to you, nor from you to them. Friends go too. This cannot be undone.');
    return set({ id: 'anonymise', title: msg('Start afresh'), about }, this.#button(msg('Anonymise me'), () => this.#lose(), 'rb-btn-grave'));
  }

  #erase(): TemplateResult {
    const about = msg('Account, name, mail address, friends and keys are erased, and no log or board leads to you. Those you played against keep their score. This cannot be undone.');
    return set({ id: 'erase', title: msg('Leave for good'), about }, this.#button(msg('Erase my account'), () => this.#leave(), 'rb-btn-grave'));
  }

  #rights(): TemplateResult {
    return set(
      { id: 'rights', title: msg('What is yours by right') },
      html`
        <ul class="rb-plain">
          <li>${msg('To see what we hold, and to take it along: the download above has all of it.')}</li>
          <li>${msg('To correct it: every part can be changed in these settings.')}</li>
          <li>${msg('To be forgotten: at once, by yourself, without asking anybody. Backups follow within 30 days.')}</li>
        </ul>
      `,
    );
  }

  #button(label: string, work: () => Promise<void>, looks: string): TemplateResult {
    return html`<button class="btn ${looks}" type="button" ?disabled=${this.busy} @click=${() => void this.#do(work)}>${label}</button>`;
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    await work();
    this.busy = false;
  }

  async #take(): Promise<void> {
    await act(async () => save(await exported(), `rallyboard-${this.account.player.slug}.zip`), msg('Your data is in your downloads'));
  }

  async #lose(): Promise<void> {
    const { name } = this.account.player;
    const sure = await askTyped({ title: msg('Start afresh?'), about: msg('The matches so far are nobody’s, for everybody and for good.'), word: name, deed: msg('Anonymise me') });
    if (sure && (await act(anonymise, msg('Nothing leads from your matches to you any more')))) await session.renew();
  }

  async #leave(): Promise<void> {
    const { name } = this.account.player;
    const sure = await askTyped({ title: msg('Leave for good?'), about: msg('The account and everything that leads to you is erased. A mail confirms it.'), word: name, deed: msg('Erase my account') });
    if (!sure || !(await act(erase))) return;
    session.drop('left');
    router.go('/');
    toast(msg('Your account is erased. Farewell, and thank you for the matches.'));
  }
}
