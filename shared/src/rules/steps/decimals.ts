import Big from 'big.js';
import { MAX_DIGITS } from '../../fields/decimal.ts';

/** The sum of two numbers by their decimal forms, of at most 15 digits: 0.1 + 0.2 is 0.3. */
export const sum = (a: number, b: number): number => new Big(a).plus(b).prec(MAX_DIGITS, Big.roundHalfUp).toNumber();

/**
 * Spreads an amount over parts in proportion to their sizes. Each share is rounded half up to the scale; what is then
 * missing or too much falls to the last part, and where that cannot bear it to those before. So the shares come to the
 * amount exactly, and none is negative or exceeds its part.
 *
 * @param parts sizes, none negative, none finer than the scale
 * @param scale decimals of the currency
 * @returns null where the amount is more than all parts together
 */
export function spread(amount: number, parts: readonly number[], scale: number): number[] | null {
  const whole = parts.reduce((total, part) => total.plus(part), new Big(0));
  if (whole.lt(amount)) return null;
  const shares = parts.map((part) =>
    whole.eq(0) ? new Big(0) : new Big(amount).times(part).div(whole).round(scale, Big.roundHalfUp),
  );
  let rest = shares.reduce((left, share) => left.minus(share), new Big(amount));
  for (let index = parts.length - 1; index >= 0 && !rest.eq(0); index -= 1) {
    const share = shares[index] ?? new Big(0);
    const wanted = share.plus(rest);
    const borne = wanted.lt(0) ? new Big(0) : wanted.gt(parts[index] ?? 0) ? new Big(parts[index] ?? 0) : wanted;
    rest = rest.minus(borne.minus(share));
    shares[index] = borne;
  }
  return shares.map((share) => share.toNumber());
}

/**
 * The discount, in per cent, that makes a product row come to a total.
 *
 * @param row without its discount; quantity × price × tax is not 0
 * @returns 0 to 100, with at most 15 digits
 */
export function discountFor(row: { quantity: number; unitPrice: number; taxPercent?: number }, total: number): number {
  const taxed = new Big(100).plus(row.taxPercent ?? 0);
  const full = new Big(row.quantity).times(row.unitPrice).times(taxed).times('1e-2');
  const percent = new Big(100).minus(new Big(total).times(100).div(full)).prec(MAX_DIGITS, Big.roundHalfUp).toNumber();
  return Math.min(Math.max(percent, 0), 100);
}
