/**
 * A live match on this page: link, clock, world and eyes put together. Keys go in, pictures and a standing come out.
 *
 * Own keys act at once and are sent with the tick they were pressed at; the server may stamp them anew ("a"). What the
 * other side does arrives stamped with its past and changes only what is not shown yet, or is blended in.
 */

import { type ClientIn, type ServerOut, type State } from '../../data/wire';
import { type Entry, type Held, type Slot } from '../engine/intents';
import { ruleset } from '../engine/rulesets';
import { Phase } from '../engine/state';
import type { Scene, Stage } from '../scene';
import { Blend } from './blend';
import { ServerClock } from './clock';
import { Delay } from './delay';
import { Link, type LinkState, type Ticket } from './link';
import { perceive } from './perception';
import { Pings } from './pings';
import { type Standing, stood } from './standing';
import { entryOf, type EntryTold } from './told';
import { type Check, World } from './world';

/** The furthest back any entry may be stamped is 24 ticks; as much again is kept so that goals can be checked. */
const FINAL_AFTER = 48;
const TICKS_PER_MS = 240 / 1000;
/** Local milliseconds to the whole numbers of a ping. */
const PING_UNITS = 10;

export interface Serving {
  readonly slot: Slot;
  readonly opensIn: number;
  readonly autoIn: number;
}

export interface LiveOffers {
  ticket(): Promise<Ticket>;
  /** Something that people are told has changed. */
  changed(): void;
  /** A seat has done nothing for half the time after which it loses. */
  idle(slot: Slot): void;
  open?(path: string): WebSocket;
}

export class LiveMatch implements Stage {
  standing: Standing | null = null;
  /** Times our match was not the server's: 0 unless somebody has a bug. */
  desyncs = 0;
  readonly clock = new ServerClock();
  readonly #link: Link;
  readonly #pings = new Pings(() => this.#ping());
  readonly #delay = new Delay();
  readonly #blend = new Blend();
  readonly #held: [Held, Held] = [0, 0];
  /** What the server said its match looked like at each goal, until ours is as final. */
  readonly #goals = new Map<number, number>();
  /** The last number sent before each open ping: its answer says that everything up to there was heard. */
  readonly #pinged = new Map<number, number>();
  #world: World | null = null;
  #n = 0;

  constructor(private readonly offers: LiveOffers) {
    this.#link = new Link({
      ...offers,
      lastN: () => this.#n,
      heard: (frame) => this.#heard(frame, performance.now()),
      changed: (state) => this.#linked(state),
    });
  }

  get link(): LinkState {
    return this.#link.state;
  }

  /** The viewer's slot; null for a spectator, and for two at one keyboard. */
  get own(): Slot | null {
    const slots = this.standing?.slots ?? [];
    return slots.length === 1 ? (slots[0] ?? null) : null;
  }

  connect(): void {
    this.#link.connect();
  }

  close(): void {
    this.#pings.stop();
    this.#link.close();
  }

  // --- What the player does --------------------------------------------------------------------------

  press(slot: Slot, key: Held): void {
    this.#held[slot] = key;
    const t = this.#stamp();
    if (t === null || this.#world?.at(t).paddleDir(slot) === key) return;
    this.#act({ kind: 'key', slot, t, key }, (n) => ['d', n, t, key, slot]);
  }

  serve(slot: Slot): void {
    const t = this.#stamp();
    if (t === null || !this.#running(performance.now()) || !this.#world?.at(t).serveOpen(slot)) return;
    this.#act({ kind: 'serve', slot, t }, (n) => ['s', n, t, slot]);
  }

  resign(slot: Slot): void {
    this.#n += 1;
    this.#link.send(['q', this.#n, slot]);
  }

  /** Predict the entry and send it under the next number. Without a connection nothing happens, not even here. */
  #act(entry: Entry, frame: (n: number) => ClientIn): void {
    const n = this.#n + 1;
    if (!this.standing?.slots.some((slot) => entry.kind !== 'end' && slot === entry.slot)) return;
    if (!this.#link.send(frame(n))) return;
    this.#n = n;
    this.#world?.add(entry, n);
  }

  /** The tick now as keys are stamped with it. */
  #stamp(): number | null {
    return this.#world && this.standing?.status === 'live' ? Math.floor(this.clock.tick(performance.now())) : null;
  }

  #running(now: number): boolean {
    return !this.clock.standing && this.clock.countdown(now) === 0;
  }

  /** Who is to serve, and how many milliseconds until that may and until it will happen; null in a rally. */
  serving(now: number): Serving | null {
    const world = this.#world;
    if (!world || !this.#running(now)) return null;
    const tick = this.clock.tick(now);
    const { phase, server, since, ruleset: rules } = world.at(tick);
    if (phase !== Phase.SERVE) return null;
    const left = (after: number): number => Math.max(0, (since + after - tick) / TICKS_PER_MS);
    return { slot: server, opensIn: left(rules.serve_earliest), autoIn: left(rules.serve_auto) };
  }

  // --- What is seen ----------------------------------------------------------------------------------

  scene(now: number): Scene | null {
    const truth = this.#truth(now);
    return truth && this.#blend.soften(truth, now);
  }

  #truth(now: number): Scene | null {
    const world = this.#world;
    if (!world) return null;
    const tick = Math.max(world.base.tick, this.clock.tick(now));
    const delay = this.own === null ? 0 : this.#delay.ticks(now, (this.clock.rtt ?? 0) * TICKS_PER_MS);
    return perceive((t) => world.at(t), { own: this.own, now: tick, delay });
  }

  /** Change the world and let the picture slide from what was shown into what is true now. */
  #correct(now: number, change: () => void): void {
    const shown = this.scene(now);
    change();
    const truth = this.#truth(now);
    if (shown && truth) this.#blend.correct(shown, truth, now);
  }

  // --- What the server tells -------------------------------------------------------------------------

  #heard(frame: ServerOut, now: number): void {
    this.#follow(frame, now);
    const before = this.standing;
    this.standing = stood(before, frame, now);
    if (this.standing !== before) this.offers.changed();
    if (frame[0] === 'S' || frame[0] === 'c') this.#repeat();
  }

  #follow(frame: ServerOut, now: number): void {
    switch (frame[0]) {
      case 'S':
        this.#join(frame, now);
        break;
      case 'd':
      case 's':
      case 'q':
        this.#told(frame, now);
        break;
      case 'a':
        this.#correct(now, () => this.#world?.restamp(frame[1], frame[2] < 0 ? null : frame[2]));
        break;
      case 'o':
        this.#pong(frame[1], frame[2], now);
        break;
      case 'g':
        this.#goals.set(frame[1], frame[7]);
        this.#world?.watch(frame[1]);
        break;
      case 'z':
      case 'E':
        this.clock.stop(frame[1]);
        break;
      case 'c':
        this.clock.start(frame[1], frame[2], now);
        this.#pings.start();
        break;
    }
  }

  #join([, header, base, pend, tick]: State, now: number): void {
    this.#correct(now, () => {
      this.#world = new World(ruleset(header.ruleset), base, pend.map(entryOf));
      if (header.status === 'live') this.clock.join(tick, now);
      else this.clock.stop(tick);
    });
    this.#goals.clear();
    this.#pings.start();
  }

  #told(frame: EntryTold, now: number): void {
    const entry = entryOf(frame);
    if (this.#running(now)) this.#delay.told(entry.t, this.clock.tick(now));
    this.#correct(now, () => this.#world?.add(entry));
  }

  #pong(sent: number, tick: number, now: number): void {
    if (this.standing?.role === 'play') this.#link.send(['e', sent]);
    this.clock.sample(sent / PING_UNITS, now, tick);
    this.#settle(tick - FINAL_AFTER, this.#pinged.get(sent) ?? 0);
    for (const earlier of this.#pinged.keys()) if (earlier <= sent) this.#pinged.delete(earlier);
  }

  #settle(tick: number, heard: number): void {
    const { events, checks } = this.#world?.settle(tick, heard) ?? { events: [], checks: [] };
    for (const event of events) if (event.kind === 'idle_warning') this.offers.idle(event.slot);
    for (const check of checks) this.#compare(check);
  }

  /** A goal came with the server's digest; after a serve the server asks for ours. Whoever differs takes its state. */
  #compare({ tick, digest }: Check): void {
    const theirs = this.#goals.get(tick);
    this.#goals.delete(tick);
    if (theirs === undefined) {
      if (this.standing?.role === 'play') this.#link.send(['h', tick, digest]);
    } else if (theirs !== digest) {
      this.desyncs += 1;
      this.#link.renew();
    }
  }

  #ping(): void {
    const sent = Math.round(performance.now() * PING_UNITS);
    if (this.#link.send(['p', sent])) this.#pinged.set(sent, this.#n);
  }

  /** After a pause or a break: what the fingers hold now. */
  #repeat(): void {
    this.standing?.slots.forEach((slot) => this.press(slot, this.#held[slot]));
  }

  #linked(state: LinkState): void {
    if (state.at !== 'open') this.#pings.stop();
    this.offers.changed();
  }
}
