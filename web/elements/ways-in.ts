// Signing in through others: a button for each provider the site has been given, nothing where there is none.
import { msg, str } from '@lit/localize';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { providers, providerStart } from '../data/auth';
import type { Provider } from '../data/shapes';

export class Providers implements ReactiveController {
  list: readonly Provider[] = [];

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** A site that cannot say has none to offer; mail and password work all the same. */
  hostConnected(): void {
    void providers().then(
      (list) => {
        this.list = list;
        this.host.requestUpdate();
      },
      () => undefined,
    );
  }
}

export function providerButtons({ list }: Providers, next: string): TemplateResult | typeof nothing {
  if (!list.length) return nothing;
  return html`
    <div class="rb-ways-in">
      <p class="rb-or">${msg('or')}</p>
      ${list.map(
        ({ name, title }) =>
          html`<a class="btn rb-btn-quiet" href=${providerStart(name, next)}>${msg(str`Continue with ${title}`)}</a>`,
      )}
    </div>
  `;
}
