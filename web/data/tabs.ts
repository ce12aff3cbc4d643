// The other tabs of this browser: news told to them, and work that only one of them does at a time.

const LOCK = 'rb-session';
/** News told under the lock may still be on its way when the lock is handed on. */
const ON_ITS_WAY_MS = 60;

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Runs `work` while no other tab does; whoever had to wait has heard by then what the other tab told. */
export async function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager | null };
  if (!locks) return work();
  const first = await locks.request(LOCK, { ifAvailable: true }, async (lock) => (lock ? { done: await work() } : null));
  if (first) return first.done;
  return locks.request(LOCK, async () => {
    await pause(ON_ITS_WAY_MS);
    return work();
  });
}

export class Tabs<News> {
  readonly #channel: BroadcastChannel | null;

  constructor(name: string, heard: (news: News) => void) {
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
    this.#channel?.addEventListener('message', (told: MessageEvent<News>) => heard(told.data));
  }

  /** Every other tab hears this; the one that tells does not. */
  tell(news: News): void {
    this.#channel?.postMessage(news);
  }

  close(): void {
    this.#channel?.close();
  }
}
