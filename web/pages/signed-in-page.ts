// Back from another house: the cookie is set, the page fetches its token and goes on to where the reader was.
import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { nextOf } from '../app/next';
import { Page } from '../app/page';
import { router } from '../app/router';
import { session } from '../data/session';
import { entry, notice } from '../elements/entry';
import { icons } from '../elements/icons';
import { loading } from '../elements/states';

@localized()
@customElement('rb-signed-in-page')
export class SignedInPage extends Page {
  @state() private failed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('Signing in');
    void this.#enter();
  }

  async #enter(): Promise<void> {
    await session.load();
    if (session.account || (await session.renew())) {
      if (this.isConnected) router.replace(nextOf(this.#query()));
    } else this.failed = true;
    this.settled();
  }

  /** Where to go stands behind the #, like everything that only this browser needs to know. */
  #query(): URLSearchParams {
    return this.query.has('next') ? this.query : new URLSearchParams(location.hash.slice(1));
  }

  protected override render(): TemplateResult {
    if (!this.failed) return entry({ title: msg('Signing in'), body: loading(2) });
    const action = html`<a class="btn rb-btn" href="/sign-in">${msg('Sign in')}</a>`;
    return entry({ title: msg('That did not work'), body: notice(icons.key(), msg('The other site let you in, but this browser kept no session. Cookies may be switched off.'), action) });
  }
}
