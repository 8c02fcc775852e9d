import type { Doc, FieldSettings } from './field.ts';

/** Minor units of ISO 4217 (list one, and funds codes) that are not 2. */
const SCALES: { [scale: number]: string } = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const scaleOf = new Map(
  Object.entries(SCALES).flatMap(([scale, codes]) => codes.split(' ').map((code) => [code, Number(scale)] as const)),
);

/** Decimals of a currency: JPY 0, KWD 3, 2 where ISO 4217 does not say otherwise. */
export function currencyScale(code: string): number {
  return scaleOf.get(code.toUpperCase()) ?? 2;
}

/** Whether a text has the shape of an ISO 4217 code. */
export function isCurrencyCode(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

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
