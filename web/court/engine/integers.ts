/**
 * Whole-number arithmetic that agrees with Python's `//` and `%` for a positive divisor.
 *
 * A quotient of two integers below 2^53 never rounds up to the next integer, so the floor of the float is exact; the
 * largest number of the rules is about 1e8.
 */

export function fdiv(dividend: number, divisor: number): number {
  return Math.floor(dividend / divisor);
}

export function mod(dividend: number, divisor: number): number {
  const rest = dividend % divisor;
  return rest < 0 ? rest + divisor : rest + 0;
}
