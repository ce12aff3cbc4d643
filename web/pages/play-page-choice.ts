// What the play page's address says: a choice, and nothing that is not one.
import { DEFAULT_RULESET, RULESETS } from '../court/engine/rulesets';

export const MODES = ['bot', 'local', 'casual'] as const;
export type Mode = (typeof MODES)[number];

export interface Choice {
  readonly mode: Mode;
  readonly rules: string;
  readonly level: number;
  /** A house bot's slug; null: any of the level. */
  readonly opponent: string | null;
}

export const LEVELS = [1, 2, 3, 4, 5] as const;
const FIRST_LEVEL = 2;

/** The choice an address makes; what it does not say, or says wrongly, is the default. */
export function chosen(query: URLSearchParams): Choice {
  const mode = MODES.find((each) => each === query.get('mode')) ?? 'bot';
  const rules = query.get('rules') ?? '';
  const level = LEVELS.find((each) => String(each) === query.get('level')) ?? FIRST_LEVEL;
  return { mode, rules: RULESETS.has(rules) ? rules : DEFAULT_RULESET, level, opponent: query.get('opponent') };
}
