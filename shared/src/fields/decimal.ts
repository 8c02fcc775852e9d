import Big from 'big.js';

/** The largest magnitude with 15 digits: beyond it a number may already have lost digits on the way in. */
export const MAX_NUMBER = 999_999_999_999_999;

/** Significant digits a number may have: what a double keeps exactly. */
export const MAX_DIGITS = 15;

/**
 * Rounds half up (away from zero) from the shortest decimal form of a number: 1.005 at scale 2 is 1.01.
 *
 * @param scale decimals to keep, 0 or more
 */
export function roundHalfUp(value: number, scale: number): number {
  if (!Number.isFinite(value)) return value;
  const rounded = new Big(value).round(scale, Big.roundHalfUp).toNumber();
  return rounded === 0 ? 0 : rounded;
}

/** Decimals in the shortest decimal form of a finite number. */
export function decimalsOf(value: number): number {
  const { c, e } = new Big(value);
  return Math.max(0, c.length - 1 - e);
}

/** Whether a finite number has more digits than are kept exactly. */
export function hasTooManyDigits(value: number): boolean {
  return Math.abs(value) > MAX_NUMBER || new Big(value).c.length > MAX_DIGITS;
}

/** The sum of finite numbers as people would write it: 0.1 + 0.2 is 0.3. */
export function addUp(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum.plus(number), new Big(0)).toNumber();
}
