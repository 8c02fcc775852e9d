/** Reader's surroundings: `locale` a BCP 47 tag, `timeZone` an IANA name. */
export interface Locale {
  locale: string;
  timeZone: string;
}

const cache = new Map<string, unknown>();

/** Intl formatters cost much to make and are asked for in every row. */
function kept<T>(key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known as T;
  const made = make();
  cache.set(key, made);
  return made;
}

export function formatNumber(value: number, { locale }: Locale, options: Intl.NumberFormatOptions = {}): string {
  return kept(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** Whole amounts without decimals, others with the currency's own. An unknown currency is written after the number. */
export function formatMoney(value: number, currency: string | undefined, where: Locale): string {
  const decimals = Number.isInteger(value) ? { maximumFractionDigits: 0 } : {};
  if (!currency) return formatNumber(value, where);
  try {
    return formatNumber(value, where, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...decimals });
  } catch {
    return `${formatNumber(value, where)} ${currency}`;
  }
}

/** `ratio` 0..1 as per cent with at most `digits` decimals. */
export function formatPercent(ratio: number, where: Locale, digits = 1): string {
  return formatNumber(ratio, where, { style: 'percent', maximumFractionDigits: digits });
}

/** A calendar date `YYYY-MM-DD`, never moved by a time zone. */
export function formatDate(date: string, { locale }: Locale, options: Intl.DateTimeFormatOptions = {}): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!day) return date;
  const at = new Date(0);
  at.setUTCFullYear(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  return dateFormat(locale, { dateStyle: 'medium', ...options, timeZone: 'UTC' }).format(at);
}

/** An instant (ISO 8601 with offset) in the reader's zone. */
export function formatDateTime(instant: string, where: Locale, options?: Intl.DateTimeFormatOptions): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const style = options ?? { dateStyle: 'medium', timeStyle: 'short' };
  return dateFormat(where.locale, { ...style, timeZone: where.timeZone }).format(at);
}

/** `YYYY-MM-DD` of an instant in a zone. */
export function dayIn(instant: Date, timeZone: string): string {
  return dateFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(instant);
}

const UNITS: [Intl.RelativeTimeFormatUnit & string, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 days ago", "in 2 hours", in the largest unit that fits. */
export function formatRelative(instant: string, now: Date, { locale }: Locale): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const format = kept(`r${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'minute');
}

/** A length of time in its largest fitting unit up to days: "5.2 days", "3 hours". */
export function formatSeconds(seconds: number, where: Locale, display: 'short' | 'long' | 'narrow' = 'short'): string {
  const [unit, size] = UNITS.find(([name, length]) => length <= 86_400 && seconds >= length && name !== 'week') ?? [
    'second',
    1,
  ];
  const value = seconds / size;
  // In Japanese the narrow units are Latin letters, and the short ones are as short.
  const japanese = display === 'narrow' && where.locale.startsWith('ja');
  const text = formatNumber(value, where, {
    style: 'unit',
    unit,
    unitDisplay: japanese ? 'short' : display,
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
  return japanese ? text.replaceAll(' ', '') : text;
}

/** Seconds of an ISO 8601 duration (`P14D`, `PT2H`); months count 30 days and years 365. Null when it is none. */
export function durationSeconds(duration: string): number | null {
  const parts = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(
    duration,
  );
  if (!parts || duration.endsWith('P') || duration.endsWith('T')) return null;
  const sizes = [31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1];
  const total = sizes.reduce((sum, size, at) => sum + Number(parts[at + 2] ?? 0) * size, 0);
  return parts[1] ? -total : total;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`d${locale}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));
}
