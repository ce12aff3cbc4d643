// Who this browser is: one store that the header, the lobby and the play page share.
import { answer, client } from './client';
import { forgetAll } from './memory';
import { asProblem, problemOf } from './problem';
import { session } from './session';
import type { Account, Somebody } from './shapes';

type Listener = () => void;

const holder = ({ player }: Account): Somebody => ({ kind: 'human', ...player });

class MeStore {
  /** Null until an alias is chosen; undefined until the server has said. */
  player: Somebody | null | undefined = undefined;
  #listeners = new Set<Listener>();
  #asking: Promise<Somebody | null> | null = null;

  constructor() {
    session.watch(() => this.#follow());
  }

  /** Calls back on every change; the returned function stops it. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The player of this browser, asked once; null when nobody is signed in or nobody answers. */
  load(): Promise<Somebody | null> {
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  async arrive(alias: string): Promise<Somebody> {
    return this.#become(await answer(client.POST('/api/v1/guests', { body: { alias } })));
  }

  async rename(alias: string): Promise<Somebody> {
    return this.#become(await answer(client.PATCH('/api/v1/me', { body: { alias } })));
  }

  async leave(): Promise<void> {
    const { response, error } = await client.POST('/api/v1/me/leave');
    if (!response.ok) throw problemOf(response.status, error);
    this.#become(null);
  }

  /** Whoever signed in is the account's player; whoever signed out is whom the browser knows besides. */
  #follow(): void {
    const player = session.account && holder(session.account);
    if (player && JSON.stringify(player) === JSON.stringify(this.player)) return;
    if (player) this.#become(player);
    else if (this.player !== undefined) this.#asking = this.#ask();
  }

  async #ask(): Promise<Somebody | null> {
    await session.load();
    if (session.account) return this.#become(holder(session.account));
    try {
      return this.#become((await answer(client.GET('/api/v1/me'))).player);
    } catch (thrown) {
      if (asProblem(thrown).unreachable) this.#asking = null;
      return this.#become(null);
    }
  }

  #become<T extends Somebody | null>(player: T): T {
    if (this.player !== undefined) forgetAll();
    this.player = player;
    this.#asking = Promise.resolve(player);
    for (const listener of this.#listeners) listener();
    return player;
  }
}

export const me = new MeStore();

/** The player of this browser, asking for an alias if there is none yet; null when the reader backs out. */
export async function signedIn(): Promise<Somebody | null> {
  const player = await me.load();
  if (player) return player;
  const { askAlias } = await import('../elements/alias-dialog');
  return askAlias();
}
