// The router: an address is a place, History is its memory. Back and Forward bring back address, scroll and toggles.
import { fit, type Params, search } from './paths';

export interface Route {
  readonly path: string;
  readonly tag: string;
  readonly load: () => Promise<unknown>;
  /** Parameters the element also takes as attributes, by parameter name. */
  readonly given?: Readonly<Record<string, string>>;
  /** What stands behind the # is a letter's token: another letter is another page. */
  readonly letter?: boolean;
}

export interface Place {
  readonly route: Route;
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly path: string;
  /** This entry's own name in the history; scroll and toggles are remembered under it. */
  readonly key: string;
  /** The part of the page the address points at, without its #. */
  readonly part: string;
  readonly arrival: Arrival;
}

/** How one came here: opened the site, followed a link, Back or Forward, refined a view, or its address was corrected. */
export type Arrival = 'open' | 'link' | 'history' | 'refine' | 'replace';
type Listener = (place: Place) => void;

interface EntryState {
  rbKey?: unknown;
}

const newKey = (): string => Math.random().toString(36).slice(2, 10);

function keyOf(state: unknown): string | null {
  const key = typeof state === 'object' && state !== null ? (state as EntryState).rbKey : null;
  return typeof key === 'string' ? key : null;
}

export class Router {
  #routes: readonly Route[] = [];
  #fallback: Route | null = null;
  #listeners = new Set<Listener>();
  #place: Place | null = null;
  #listening: AbortController | null = null;

  get place(): Place | null {
    return this.#place;
  }

  /** Listens to links and to Back and Forward, and tells where the reader is now. */
  start(routes: readonly Route[], fallback: Route): void {
    this.#routes = routes;
    this.#fallback = fallback;
    this.stop();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    history.scrollRestoration = 'manual';
    addEventListener('popstate', (moved) => this.#arrive('history', keyOf(moved.state)), { signal });
    document.addEventListener('click', (click) => this.#follow(click), { signal });
    this.#arrive(keyOf(history.state) ? 'history' : 'open', keyOf(history.state));
  }

  /** Leaves links and history to the browser again. */
  stop(): void {
    this.#listening?.abort();
  }

  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A new entry in the history. Going where one already is adds none. */
  go(address: string, arrival: 'link' | 'refine' = 'link'): void {
    const target = new URL(address, location.href);
    if (target.href === location.href) {
      this.#arrive(arrival, this.#place?.key ?? null);
      return;
    }
    const key = newKey();
    history.pushState({ rbKey: key }, '', target);
    this.#arrive(arrival, key);
  }

  /** The same view with other filters: Back undoes it, and the reader stays where they are. */
  refine(query: Record<string, string | number | null | undefined>): void {
    this.go(location.pathname + search(query), 'refine');
  }

  /** Changes the address of the entry one stands on, without a new one. */
  replace(address: string): void {
    const key = this.#place?.key ?? newKey();
    history.replaceState({ rbKey: key }, '', new URL(address, location.href));
    this.#arrive('replace', key);
  }

  /** Where an address leads; every address leads somewhere. */
  resolve(address: URL): { route: Route; params: Params } {
    for (const route of this.#routes) {
      const params = fit(route.path, address.pathname);
      if (params) return { route, params };
    }
    if (!this.#fallback) throw new Error('the router was not started');
    return { route: this.#fallback, params: {} };
  }

  #arrive(arrival: Arrival, known: string | null): void {
    const key = known ?? newKey();
    if (known === null) history.replaceState({ rbKey: key }, '');
    const address = new URL(location.href);
    const { route, params } = this.resolve(address);
    const part = address.hash.slice(1);
    const place: Place = { route, params, query: address.searchParams, path: address.pathname, key, part, arrival };
    this.#place = place;
    for (const listener of this.#listeners) listener(place);
  }

  #follow(click: MouseEvent): void {
    const link = linkOf(click);
    if (!link) return;
    click.preventDefault();
    this.go(link.href);
  }
}

/** Pages that the server gives out itself: its documents, its data, its files. */
const OUTSIDE = /^\/(api|docs|schema|health|metrics|assets)(\/|$)/;

/** The link a plain left click asks us to follow; null where the browser should do its own thing. */
function linkOf(click: MouseEvent): HTMLAnchorElement | null {
  if (click.defaultPrevented || click.button !== 0) return null;
  if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return null;
  const link = click.target instanceof Element ? click.target.closest('a') : null;
  if (!link?.href || link.target || link.hasAttribute('download')) return null;
  const target = new URL(link.href, location.href);
  return target.origin === location.origin && !OUTSIDE.test(target.pathname) ? link : null;
}

export const router = new Router();
