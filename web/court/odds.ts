/**
 * Win probability at every score, exactly, by the recursion the boards use (`etl/win_probability.py`).
 *
 * The server wins a rally with the serve prior of the rules, whoever serves; nothing of this match enters. From
 * (target - 1) all, won by two, each serves once a pair: level = w / (w + l), where w is the chance of winning both
 * rallies of a pair and l of losing both.
 */

import type { Slot } from './engine/intents';
import { type Ruleset, serverAfter, wins } from './engine/ruleset';

/** Share of rallies the server wins, by rules version: balance runs of the rules gave 52.0 to 53.6 %. */
const SERVE_PRIOR: Readonly<Record<string, number>> = { 'pong/1': 0.53 };

export class Odds {
  readonly #prior: number;
  readonly #known = new Map<string, number>();

  constructor(
    private readonly rules: Ruleset,
    private readonly serve0: Slot,
  ) {
    this.#prior = SERVE_PRIOR[rules.version] ?? 0.5;
  }

  /** The chance of slot 0 to win the match at this score, 0 to 1. */
  left(s0: number, s1: number): number {
    const known = this.#known.get(`${s0}:${s1}`);
    if (known !== undefined) return known;
    const found = this.#exact(s0, s1);
    this.#known.set(`${s0}:${s1}`, found);
    return found;
  }

  #exact(s0: number, s1: number): number {
    const { rules } = this;
    if (wins(rules, s0, s1)) return 1;
    if (wins(rules, s1, s0)) return 0;
    if (rules.win_by === 2 && s0 === s1 && s0 >= rules.target - 1) return this.#level();
    const rally = this.#rally(serverAfter(rules, this.serve0, s0 + s1));
    return rally * this.left(s0 + 1, s1) + (1 - rally) * this.left(s0, s1 + 1);
  }

  #rally(server: Slot): number {
    return server === 0 ? this.#prior : 1 - this.#prior;
  }

  #level(): number {
    const both = this.#rally(0) * this.#rally(1);
    const neither = (1 - this.#rally(0)) * (1 - this.#rally(1));
    return both / (both + neither);
  }
}
