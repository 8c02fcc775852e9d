import { currencyOf, isCurrencyCode, moneyScale } from './currency.ts';
import { decimalText, numeric } from './numeric.ts';

/** An amount in the field's currency, in the one its record names, or in the organisation's. */
export const money = numeric({
  kind: 'money',
  type: 'number',
  scale: (field, context) => moneyScale(field, context),
  settings: [
    { key: 'currency', type: 'currency' },
    { key: 'currencyField', type: 'field' },
    { key: 'scale', type: 'count' },
  ],
  format: (field, value, context) => {
    const currency = currencyOf(field, context);
    if (currency === undefined || !isCurrencyCode(currency)) return decimalText(value, context.locale);
    const scale = moneyScale(field, context);
    return new Intl.NumberFormat(context.locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: scale,
      maximumFractionDigits: Math.max(scale, 20),
    }).format(value);
  },
});
