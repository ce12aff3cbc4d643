// Asking is a question an element has put to the server: its last answer, its problem, and whether one waits.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { remembered } from '../data/memory';
import { asProblem, type Problem } from '../data/problem';

export class Asking<T> implements ReactiveController {
  value: T | undefined;
  problem: Problem | null = null;
  busy = false;
  #again: (() => Promise<void>) | null = null;
  #turn = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to hold on to: a question is put by the page, when it knows what to ask.
  }

  /** Shows the remembered answer at once, then the fresh one; an overtaken answer is dropped. */
  async ask(key: string, ask: () => Promise<T>): Promise<void> {
    this.#again = () => this.ask(key, ask);
    const turn = ++this.#turn;
    this.value = (remembered(key) as T | undefined) ?? this.value;
    this.busy = true;
    this.host.requestUpdate();
    try {
      const value = await ask();
      if (turn !== this.#turn) return;
      this.value = value;
      this.problem = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.problem = asProblem(thrown);
    }
    this.busy = false;
    this.host.requestUpdate();
  }

  /** The same question once more. */
  readonly retry = (): void => void this.#again?.();
}
