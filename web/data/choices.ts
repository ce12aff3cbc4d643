// How this browser likes to play: the rules and the level that Play starts with. Kept here, not in the account.

export interface Choices {
  readonly rules: string;
  readonly level: number;
}

const SHELF = 'rb-choices';
const LEVELS = 5;
const FIRST: Choices = { rules: 'classic-11', level: 2 };

function read(): Partial<Record<keyof Choices, unknown>> {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? '{}') as Partial<Record<keyof Choices, unknown>>;
  } catch {
    return {};
  }
}

/** What was chosen last; whatever is no choice is the first one again. Whether the rules exist is for the asker to check. */
export function choices(): Choices {
  const { rules, level } = read();
  const good = typeof level === 'number' && Number.isInteger(level) && level >= 1 && level <= LEVELS;
  return { rules: typeof rules === 'string' && /^[\w-]{1,32}$/.test(rules) ? rules : FIRST.rules, level: good ? level : FIRST.level };
}

export function choose(change: Partial<Choices>): void {
  localStorage.setItem(SHELF, JSON.stringify({ ...choices(), ...change }));
}
