/**
 * The exhibition: two drivers rally on a court of this page alone, by the real rules, so that a visitor sees what the
 * chosen ruleset looks like before playing. No server, no log, no statistics.
 */

import type { Entry, Slot } from '../engine/intents';
import { Match } from '../engine/match';
import type { Ruleset } from '../engine/ruleset';
import { Phase } from '../engine/state';
import { sceneOf } from '../net/perception';
import type { Scene, Stage } from '../scene';
import { plan } from './driver';

const TICKS_PER_MS = 240 / 1000;
/** A page that slept this long goes on from where it was instead of catching up. */
const NAP_MS = 1000;
/** A match that is over stays on show for a moment. */
const REST_TICKS = 480;

export class Exhibition implements Stage {
  #match: Match;
  #plans: Record<Slot, Entry[]> = { 0: [], 1: [] };
  #last: number | null = null;
  #time = 0;

  constructor(
    private readonly rules: Ruleset,
    private readonly chance: () => number = Math.random,
  ) {
    this.#match = this.#begin();
  }

  get scores(): readonly [number, number] {
    return this.#match.scores;
  }

  scene(now: number): Scene {
    const passed = now - (this.#last ?? now);
    this.#last = now;
    if (passed > 0 && passed < NAP_MS) this.#time += passed * TICKS_PER_MS;
    this.#play(Math.floor(this.#time));
    return sceneOf(this.#match, this.#time, [this.#match.paddleY(0, this.#time), this.#match.paddleY(1, this.#time)]);
  }

  #begin(): Match {
    const match = Match.start(this.rules, this.chance() < 0.5 ? 0 : 1);
    this.#time = 0;
    this.#think(match);
    return match;
  }

  #play(to: number): void {
    const match = this.#match;
    for (let entry = this.#step(to); entry !== 'done'; entry = this.#step(to)) {
      if (entry === 'event' || match.apply(entry).length > 0) this.#think(match);
    }
    match.advance(to);
    if (match.phase === Phase.OVER && to > match.since + REST_TICKS) this.#match = this.#begin();
  }

  /** Whatever comes first up to this tick: a rule event, which has happened then, or a driver's entry to apply. */
  #step(to: number): Entry | 'event' | 'done' {
    const event = this.#match.nextEvent() ?? Infinity;
    const [left = null, right = null] = [this.#plans[0][0], this.#plans[1][0]];
    const next = left && (!right || left.t <= right.t) ? left : right;
    if (Math.min(event, next?.t ?? Infinity) > to) return 'done';
    if (!next || event <= next.t) {
      this.#match.advance(event);
      return 'event';
    }
    this.#plans[next === left ? 0 : 1].shift();
    return next;
  }

  #think(match: Match): void {
    for (const slot of [0, 1] as const) this.#plans[slot] = plan(match, slot, this.chance);
  }
}
