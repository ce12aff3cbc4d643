/** The rulesets on offer, from `rules.json`, which `python -m game_engine.rules` writes and a test holds current. */

import document from './rules.json';
import type { Ruleset } from './ruleset';

export const RULESETS: ReadonlyMap<string, Ruleset> = new Map(
  Object.entries(document.rulesets as unknown as Readonly<Record<string, Ruleset>>),
);

export const DEFAULT_RULESET = document.default;

/** The ruleset of this id; throws when the server plays by rules this page was not built with. */
export function ruleset(id: string): Ruleset {
  const rules = RULESETS.get(id);
  if (!rules) throw new Error(`there is no ruleset ${id}; known: ${[...RULESETS.keys()].join(', ')}`);
  return rules;
}
