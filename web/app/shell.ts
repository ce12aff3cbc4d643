// The shell: header, the page the router asked for, footer; it moves focus and says where one has arrived.
import { localized, msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { asProblem, type Problem } from '../data/problem';
import { LightElement } from '../elements/light';
import { wentWrong } from '../elements/states';
import '../elements/footer';
import '../elements/header';
import '../elements/tab-bar';
import '../elements/toasts';
import { carryOver } from './entries';
import { HEADING, Page, SETTLED } from './page';
import { type Place, router } from './router';
import { leaveFor, settle } from './scroll';

const SLOW_MS = 150;

@localized()
@customElement('rb-app')
export class App extends LightElement {
  @state() private place: Place | null = null;
  @state() private page: HTMLElement | null = null;
  @state() private problem: Problem | null = null;
  @state() private slow = false;
  @state() private said = '';
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = router.watch((place) => void this.#show(place));
    if (router.place) void this.#show(router.place);
    this.addEventListener(HEADING, (named) => this.#name((named as CustomEvent<string>).detail));
    this.addEventListener(SETTLED, () => settle());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** Shows a place; a page already on screen for it is kept and only told its new query. */
  async #show(place: Place): Promise<void> {
    const before = this.place;
    if (before && this.page && sameView(before, place)) {
      leaveFor(place);
      if (place.arrival === 'refine') carryOver(before.key, place.key);
      this.place = place;
      this.problem = null;
      tell(this.page, place);
      return;
    }
    if (!(await this.#brought(place)) || router.place !== place) return;
    leaveFor(place);
    this.place = place;
    this.page = made(place);
    this.problem = null;
    await this.updateComplete;
    settle();
    if (place.arrival !== 'open') this.#focus();
  }

  /** Loads the page's module; a load that fails is shown as a problem with a way to try again. */
  async #brought(place: Place): Promise<boolean> {
    const timer = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      await place.route.load();
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      clearTimeout(timer);
      this.slow = false;
    }
  }

  #focus(): void {
    const target = this.querySelector<HTMLElement>('main h1') ?? this.querySelector<HTMLElement>('main');
    if (!target) return;
    if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  #name(heading: string): void {
    document.title = heading ? `${heading} · Rallyboard` : 'Rallyboard';
    this.said = heading;
  }

  #skip(click: Event): void {
    click.preventDefault();
    this.querySelector<HTMLElement>('main')?.focus();
  }

  protected override render(): TemplateResult {
    const path = router.place?.path ?? '/';
    return html`
      <a class="rb-skip" href="#main" @click=${(click: Event) => this.#skip(click)}>${msg('Skip to content')}</a>
      <rb-header .path=${path}></rb-header>
      ${this.slow ? html`<div class="rb-progress" aria-hidden="true"></div>` : nothing}
      <main id="main" class="rb-main" tabindex="-1">${this.#content()}</main>
      <rb-footer></rb-footer>
      <rb-tab-bar .path=${path}></rb-tab-bar>
      <rb-toasts></rb-toasts>
      <div class="visually-hidden" role="status">${this.said}</div>
    `;
  }

  #content(): unknown {
    if (!this.problem) return this.page;
    return html`<div class="rb-page">${wentWrong(this.problem, () => location.reload())}</div>`;
  }
}

function sameView(before: Place, now: Place): boolean {
  const sameLetter = !now.route.letter || before.part === now.part;
  return before.route === now.route && sameLetter && JSON.stringify(before.params) === JSON.stringify(now.params);
}

function made(place: Place): HTMLElement {
  const page = document.createElement(place.route.tag);
  for (const [name, attribute] of Object.entries(place.route.given ?? {})) {
    page.setAttribute(attribute, place.params[name] ?? '');
  }
  tell(page, place);
  return page;
}

function tell(page: HTMLElement, place: Place): void {
  if (!(page instanceof Page)) return;
  page.params = place.params;
  page.query = place.query;
}
