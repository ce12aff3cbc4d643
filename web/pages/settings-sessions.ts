// Settings, sessions: every browser that is signed in, and the end of each.
import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { toast } from '../app/toast';
import { endOtherSessions, endSession, sessions } from '../data/account';
import { asProblem } from '../data/problem';
import { session } from '../data/session';
import type { Session } from '../data/shapes';
import { LightElement } from '../elements/light';
import { act, set } from '../elements/settings-set';
import { loading, problemText, wentWrong } from '../elements/states';
import { ago, exactly } from '../i18n/format';

@localized()
@customElement('rb-settings-sessions')
export class SettingsSessions extends LightElement {
  readonly #sessions = new Asking<Session[]>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  #load(): Promise<void> {
    return this.#sessions.ask('sessions', sessions);
  }

  protected override render(): TemplateResult {
    const about = msg('Every browser that is signed in. What you do not know, end: it is out within a second.');
    return html`${set({ id: 'sessions', title: msg('Sessions'), about }, this.#list())}`;
  }

  #list(): TemplateResult {
    const { value, problem } = this.#sessions;
    if (problem) return wentWrong(problem, this.#sessions.retry);
    if (!value) return loading(4);
    return html`
      <ul class="rb-rows">${value.map((each) => this.#row(each))}</ul>
      <div class="rb-set-end">
        ${value.length > 1 ? html`<button class="btn rb-btn-quiet" type="button" @click=${() => void this.#endOthers()}>${msg('End all others')}</button>` : nothing}
        <button class="btn rb-btn-quiet" type="button" @click=${() => void leave()}>${msg('Sign out here')}</button>
      </div>
    `;
  }

  #row(each: Session): TemplateResult {
    const end = html`<button class="btn rb-btn-quiet" type="button" aria-label=${msg(str`End ${each.browser}`)} @click=${() => void this.#end(each)}>${msg('End')}</button>`;
    return html`
      <li>
        <div>
          <b>${each.browser}</b>
          <p>${each.network}, <time datetime=${each.seen_at} title=${exactly(each.seen_at)}>${msg(str`last used ${ago(each.seen_at)}`)}</time>,
            <time datetime=${each.created_at} title=${exactly(each.created_at)}>${msg(str`signed in ${ago(each.created_at)}`)}</time></p>
        </div>
        ${each.current ? html`<span class="rb-chip">${msg('This browser')}</span>` : end}
      </li>
    `;
  }

  async #end({ id, browser }: Session): Promise<void> {
    if (await act(() => endSession(id), msg(str`${browser} is signed out`))) await this.#load();
  }

  async #endOthers(): Promise<void> {
    if (await act(endOtherSessions, msg('Every other session is ended'))) await this.#load();
  }
}

async function leave(): Promise<void> {
  try {
    await session.leave();
  } catch (thrown) {
    toast(problemText(asProblem(thrown)), { wrong: true });
  }
}
