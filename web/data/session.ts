// The session of this browser: an access token in memory only, renewed by a cookie that no script can read.
import { asProblem, problemOf } from './problem';
import type { Account, SignedIn } from './shapes';
import { oneTabAtATime, Tabs } from './tabs';

/** Why there is no session any more: one's own wish, or because it was ended from elsewhere or ran out. */
export type Leaving = 'left' | 'ended';
type Listener = (leaving: Leaving | null) => void;
type News = { in: SignedIn; until: number } | { out: Leaving };

/** Says only that there may be a session to come back to; readers without one are spared the question. */
const SHELF = 'rb-session';
const EARLY_MS = 60_000;
/** Tabs that learnt the token together do not all wake together. */
const SPREAD_MS = 5_000;
/** A token this close to its end may be over when it arrives. */
const MARGIN_MS = 10_000;
const LATER_MS = 5_000;
/** Another browser window outside our lock was quicker; its cookie is ours too in a moment. */
const RACED_MS = 1_000;
const RENEWING: RequestInit = { method: 'POST', headers: { 'X-Rallyboard': '1' } };

export class SessionStore {
  /** Undefined until known, null for a guest. */
  account: Account | null | undefined = undefined;
  #access: string | null = null;
  #until = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<boolean> | null = null;
  #ready: Promise<void> | null = null;
  readonly #listeners = new Set<Listener>();
  readonly #tabs = new Tabs<News>('rb-session', (news) => this.#hear(news));

  /** Calls back on every change; `leaving` says why, when the session is gone. The returned function stops it. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Comes back to the session of this browser, if there is one; asked once a page. */
  load(): Promise<void> {
    this.#ready ??= this.#comeBack();
    return this.#ready;
  }

  /** A token that is good for a call now; null for a guest. */
  async token(): Promise<string | null> {
    await this.load();
    if (this.#access && Date.now() > this.#until - MARGIN_MS) await this.renew();
    return this.#access;
  }

  /** Asks for a new token, once for however many callers and tabs; false when there is none to be had now. */
  renew(stale: string | null = this.#access): Promise<boolean> {
    this.#renewing ??= oneTabAtATime(() => this.#ask(stale)).finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** This browser is signed in from now on. */
  enter(signedIn: SignedIn): Account {
    const until = Date.now() + signedIn.expires_in * 1000;
    this.#adopt(signedIn, until);
    this.#tabs.tell({ in: signedIn, until });
    return signedIn.account;
  }

  /** What the server says of the account changed. */
  update(account: Account): void {
    this.account = account;
    this.#tell(null);
  }

  /** Signs out here and in every tab of this browser; without an answer the server's part is left to its expiry. */
  async leave(): Promise<void> {
    const reply = await fetch('/api/v1/auth/logout', RENEWING).catch((thrown: unknown) => {
      throw asProblem(thrown);
    });
    if (!reply.ok && reply.status !== 401) throw problemOf(reply.status, await reply.json().catch(() => null));
    this.drop('left');
  }

  /** There is no session any more; told to every tab. */
  drop(leaving: Leaving): void {
    this.#forget(leaving);
    this.#tabs.tell({ out: leaving });
  }

  async #comeBack(): Promise<void> {
    if (this.#access) return;
    if (localStorage.getItem(SHELF) === null) this.account = null;
    else await this.renew();
    this.account ??= null;
  }

  async #ask(stale: string | null, again = false): Promise<boolean> {
    if (this.#access !== stale) return this.#access !== null;
    const reply = await fetch('/api/v1/auth/refresh', RENEWING).catch(() => null);
    if (reply?.ok) {
      this.enter((await reply.json()) as SignedIn);
      return true;
    }
    if (reply?.status === 401) this.drop('ended');
    else if (reply?.status === 409 && !again) return this.#askAgain(stale);
    else this.#wake(LATER_MS);
    return false;
  }

  async #askAgain(stale: string | null): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, RACED_MS));
    return this.#ask(stale, true);
  }

  #adopt(signedIn: SignedIn, until: number): void {
    this.#access = signedIn.access;
    this.#until = until;
    this.account = signedIn.account;
    localStorage.setItem(SHELF, '1');
    this.#wake(Math.max(LATER_MS, until - Date.now() - EARLY_MS + Math.random() * SPREAD_MS));
    this.#tell(null);
  }

  #forget(leaving: Leaving): void {
    const had = this.account;
    clearTimeout(this.#timer);
    this.#access = null;
    this.account = null;
    localStorage.removeItem(SHELF);
    if (had !== null) this.#tell(leaving);
  }

  #hear(news: News): void {
    if ('in' in news) this.#adopt(news.in, news.until);
    else this.#forget(news.out);
  }

  #wake(after: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.renew(), after);
  }

  #tell(leaving: Leaving | null): void {
    for (const listener of this.#listeners) listener(leaving);
  }
}

export const session = new SessionStore();
