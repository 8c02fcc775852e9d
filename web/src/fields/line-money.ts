import { useFormats } from '../i18n/locale.tsx';

/**
 * Amounts of rows: every decimal that the currency has, so that they stand below one another; prices with further
 * decimals show them.
 *
 * @param currency ISO 4217 @param scale its decimals
 */
export function useLineMoney(currency: string | undefined, scale: number): (amount: number) => string {
  const { number, currency: own } = useFormats();
  return (amount) =>
    number(amount, {
      style: 'currency',
      currency: currency ?? own,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: scale,
      maximumFractionDigits: Math.max(scale, 10),
    });
}
