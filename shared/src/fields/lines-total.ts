import Big from 'big.js';

/**
 * Total of a product row: quantity × unit price × (1 − discount) × (1 + tax), computed in decimals and rounded
 * half up once, at the end.
 *
 * @param row percentages as people say them: 5 is 5 %
 * @param scale decimals of the currency
 */
export function lineTotal(
  row: { quantity: number; unitPrice: number; discountPercent?: number; taxPercent?: number },
  scale: number,
): number {
  const kept = new Big(100).minus(row.discountPercent ?? 0);
  const taxed = new Big(100).plus(row.taxPercent ?? 0);
  // Divided by moving the point: Big's own division would round at 20 decimals.
  const product = new Big(row.quantity).times(row.unitPrice).times(kept).times(taxed).times('1e-4');
  const total = product.round(scale, Big.roundHalfUp).toNumber();
  return total === 0 ? 0 : total;
}
