import { currencyScale, isCurrencyCode } from './currency.ts';
import type { Doc, FieldSettings } from './field.ts';
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

/** ISO 4217 code of an amount; undefined when neither field, record nor organisation names one. */
export function currencyOf(field: FieldSettings, context?: { doc?: Doc; currency?: string }): string | undefined {
  if (field.currency !== undefined) return field.currency;
  if (field.currencyField !== undefined) {
    const code = context?.doc?.[field.currencyField];
    if (typeof code === 'string') return code.toUpperCase();
  }
  return context?.currency;
}

/** Decimals of an amount: the field's own scale, else its currency's. */
export function moneyScale(field: FieldSettings, context?: { doc?: Doc; currency?: string }): number {
  if (field.scale !== undefined) return field.scale;
  const currency = currencyOf(field, context);
  return currency === undefined ? 2 : currencyScale(currency);
}
