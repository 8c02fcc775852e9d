import type { Label } from '@etapa/shared/fields/field';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Bucket, bucketText } from './bucket-text.ts';
import * as formats from './formats.ts';
import { labelText } from './label.ts';

interface Surroundings {
  timeZone: string;
  /** ISO 4217, of the organisation. */
  currency: string;
}

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SurroundingsContext = createContext<Surroundings>({ timeZone: browserZone, currency: 'EUR' });

/** Gives every format below the signed-in person's time zone and the organisation's currency. */
export function LocaleProvider({ timeZone, currency, children }: Partial<Surroundings> & { children: ReactNode }) {
  const value = useMemo(
    () => ({ timeZone: timeZone ?? browserZone, currency: currency ?? 'EUR' }),
    [timeZone, currency],
  );
  return <SurroundingsContext value={value}>{children}</SurroundingsContext>;
}

/** Dates, numbers, money and labels as this reader writes them. */
export function useFormats() {
  const { i18n } = useTranslation();
  const { timeZone, currency } = useContext(SurroundingsContext);
  const language = i18n.language;
  return useMemo(() => {
    const where: formats.Locale = { locale: language, timeZone };
    return {
      language,
      timeZone,
      currency,
      label: (label: Label | undefined) => labelText(label, language),
      number: (value: number, options?: Intl.NumberFormatOptions) => formats.formatNumber(value, where, options),
      money: (value: number, of: string | undefined = currency) => formats.formatMoney(value, of, where),
      percent: (ratio: number, digits?: number) => formats.formatPercent(ratio, where, digits),
      date: (date: string) => formats.formatDate(date, where),
      bucket: (bucket: Bucket, day: string) => bucketText(bucket, day, where),
      dateTime: (instant: string, options?: Intl.DateTimeFormatOptions) =>
        formats.formatDateTime(instant, where, options),
      relative: (instant: string, now: Date = new Date()) => formats.formatRelative(instant, now, where),
      seconds: (seconds: number, display?: 'short' | 'long' | 'narrow') =>
        formats.formatSeconds(seconds, where, display),
      today: () => formats.dayIn(new Date(), timeZone),
    };
  }, [language, timeZone, currency]);
}
