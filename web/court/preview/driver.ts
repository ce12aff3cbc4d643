/** A driver of the exhibition: plans one paddle's keys after every event, and now and then gets it wrong. */

import { flightY, receiver } from '../engine/flight';
import type { Entry, Held, Slot } from '../engine/intents';
import type { Match } from '../engine/match';
import { Phase } from '../engine/state';

type Chance = () => number;

/** Ticks before a driver reacts, and how much more it may take. */
const REACTION = [34, 36] as const;
/** Share of balls it misreads, and by how many reaches. */
const LAPSE = 0.06;
const WIDE = 1.9;

/** What this seat will do from now on if nothing else happens, in order of time. */
export function plan(match: Match, slot: Slot, chance: Chance): Entry[] {
  if (match.phase === Phase.SERVE) return [...walk(match, slot, home(match), chance), ...serve(match, slot, chance)];
  const { flight, ruleset: rules } = match;
  if (match.phase !== Phase.RALLY || flight === null) return [];
  if (receiver(flight) !== slot) return walk(match, slot, home(match), chance);
  const reach = rules.half + rules.radius;
  const off = chance() < LAPSE ? WIDE * reach : 0.8 * (2 * chance() - 1) * reach;
  return walk(match, slot, flightY(rules, flight, match.contact) - off, chance);
}

/** Hold the key towards a place until the paddle is there. */
function walk(match: Match, slot: Slot, to: number, chance: Chance): Entry[] {
  const start = match.tick + Math.round(REACTION[0] + REACTION[1] * chance());
  const from = match.paddleY(slot, start);
  const ticks = Math.floor(Math.abs(to - from) / match.ruleset.paddle_speed);
  const stop: Entry = { kind: 'key', t: start + ticks, slot, key: 0 };
  if (ticks < 4) return match.paddleDir(slot) === 0 ? [] : [{ ...stop, t: start }];
  const key: Held = to > from ? 1 : -1;
  return [{ kind: 'key', t: start, slot, key }, stop];
}

function serve(match: Match, slot: Slot, chance: Chance): Entry[] {
  if (match.server !== slot) return [];
  const t = match.since + match.ruleset.serve_earliest + Math.round(90 + 90 * chance());
  const swing: Held = chance() < 0.5 ? -1 : 1;
  return [
    { kind: 'key', t: t - 12, slot, key: swing },
    { kind: 'serve', t, slot },
    { kind: 'key', t: t + 8, slot, key: 0 },
  ];
}

const home = (match: Match): number => match.ruleset.height / 2;
