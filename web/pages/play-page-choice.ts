// What the play page's address says: a choice, and nothing that is not one.
import { DEFAULT_RULESET, RULESETS } from '../court/engine/rulesets';
import { choices } from '../data/choices';

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

/** The rules that an address need not name: the reader's own choice, as long as they are still played. */
export function usualRules(): string {
  const { rules } = choices();
  return RULESETS.has(rules) ? rules : DEFAULT_RULESET;
}

/** The choice an address makes; what it does not say, or says wrongly, is what the reader starts with. */
export function chosen(query: URLSearchParams): Choice {
  const mode = MODES.find((each) => each === query.get('mode')) ?? 'bot';
  const rules = query.get('rules') ?? '';
  const level = LEVELS.find((each) => String(each) === query.get('level')) ?? choices().level;
  return { mode, rules: RULESETS.has(rules) ? rules : usualRules(), level, opponent: query.get('opponent') };
}
