/** The golden traces: 10,000 random rallies that the Python engine wrote down, replayed here bit for bit. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Event } from './events';
import type { Entry } from './intents';
import { Match } from './match';
import { ruleset } from './rulesets';

type Line = readonly [t: number, tag: string, ...fields: number[]];

interface Trace {
  readonly seed: number;
  readonly ruleset: string;
  readonly serve0: 0 | 1;
  readonly entries: readonly Line[];
  readonly events: readonly Line[];
  readonly digests: readonly (readonly [at: number, digest: number])[];
  readonly packed: readonly (readonly [at: number, state: readonly number[]])[];
  readonly final: readonly [winner: number, reason: number, digest: number];
}

const FILE = join(import.meta.dirname, '../../../tests/game_engine/golden/pong1.jsonl.gz');
const TAGS = { served: 'sv', hit: 'ht', missed: 'ms', goal: 'gl', over: 'ov', idle_warning: 'iw' } as const;

const traces = gunzipSync(readFileSync(FILE))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Trace);

/** The entry a line stands for; null for those that change no match. */
function entryOf([t, tag, first, second]: Line): Entry | null {
  const fields = { d: { kind: 'key', t, slot: first, key: second }, s: { kind: 'serve', t, slot: first } };
  const ends = { q: { kind: 'resign', t, slot: first, reason: second }, E: { kind: 'end', t, reason: first } };
  return ({ ...fields, ...ends }[tag] ?? null) as Entry | null;
}

function lineOf({ kind, t, ...fields }: Event): Line {
  return [t, TAGS[kind], ...Object.values(fields)];
}

/** Everything a trace states, computed here. */
function replayed(trace: Trace): Pick<Trace, 'events' | 'digests' | 'packed' | 'final'> {
  const match = Match.start(ruleset(trace.ruleset), trace.serve0);
  const [digestAt, packAt] = [new Set(trace.digests.map(([at]) => at)), new Set(trace.packed.map(([at]) => at))];
  const events: Line[] = [];
  const digests: [number, number][] = [];
  const packed: [number, number[]][] = [];
  trace.entries.forEach((line, at) => {
    const entry = entryOf(line);
    events.push(...(entry ? match.apply(entry) : match.advance(line[0])).map(lineOf));
    if (digestAt.has(at)) digests.push([at, match.digest()]);
    if (packAt.has(at)) packed.push([at, match.pack()]);
  });
  return { events, digests, packed, final: [match.winner ?? -1, match.reason ?? -1, match.digest()] };
}

test('ten thousand rallies of the Python engine happen here too, event by event and state by state', () => {
  const rallies = traces.flatMap(({ events }) => events).filter(([, tag]) => tag === 'gl').length;
  expect(rallies).toBeGreaterThanOrEqual(10_000);
  for (const trace of traces) {
    const { events, digests, packed, final } = trace;
    expect(JSON.stringify(replayed(trace)), `seed ${trace.seed}`).toBe(
      JSON.stringify({ events, digests, packed, final }),
    );
  }
}, 60_000);

test('a packed state carries on as the match it was taken from, a clone leaves its original alone', () => {
  for (const trace of traces.slice(0, 60)) {
    const rules = ruleset(trace.ruleset);
    for (const [at, state] of trace.packed) {
      const restored = Match.unpack(rules, state);
      expect(restored.pack()).toEqual(state);
      const rest = trace.entries.slice(at + 1);
      const twin = restored.clone();
      for (const line of rest) {
        const entry = entryOf(line);
        if (entry) twin.apply(entry);
        else twin.advance(line[0]);
      }
      expect(twin.digest(), `seed ${trace.seed} from entry ${at}`).toBe(trace.final[2]);
      expect(restored.pack()).toEqual(state);
    }
  }
}, 60_000);

test('one constant changed anywhere breaks the traces', () => {
  const trace = traces.find(({ events }) => events.length > 100);
  if (!trace) throw new Error('no long trace');
  const rules = ruleset(trace.ruleset);
  const changed = [
    { gain: 17 },
    { drag: 1 },
    { half: 74_999 },
    { first_speed: 3_749 },
    { serve_auto: 719 },
    { sin: rules.cos },
  ];
  for (const change of changed) {
    const match = Match.start({ ...rules, ...change }, trace.serve0);
    const digests: number[] = [];
    trace.entries.forEach((line, at) => {
      const entry = entryOf(line);
      if (entry) match.apply(entry);
      else match.advance(line[0]);
      if (trace.digests.some(([place]) => place === at)) digests.push(match.digest());
    });
    expect(digests, JSON.stringify(Object.keys(change))).not.toEqual(trace.digests.map(([, digest]) => digest));
  }
});
