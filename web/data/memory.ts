// Last answers, kept so that Back shows a page at once and then freshens it.

const KEPT = 60;
const answers = new Map<string, unknown>();

/** The answer remembered for this question, newest last; undefined if it was never asked. */
export function remembered(question: string): unknown {
  return answers.get(question);
}

/** Asks, and keeps the answer for `remembered`; a failure leaves the old answer in place. */
export async function kept<T>(question: string, ask: () => Promise<T>): Promise<T> {
  const value = await ask();
  answers.delete(question);
  answers.set(question, value);
  const oldest = answers.keys().next().value;
  if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
  return value;
}

/** After signing in or out, nothing said before is about the same reader. */
export function forgetAll(): void {
  answers.clear();
}
