/** Units a person chooses a span in, with how ISO 8601 writes one of it. */
export const SPAN_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

export interface Span {
  count: number;
  unit: SpanUnit;
}

const WRITTEN: { [Unit in SpanUnit]: (count: number) => string } = {
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count}W`,
  months: (count) => `P${count}M`,
  years: (count) => `P${count}Y`,
};

/** `{count: 14, unit: 'days'}` is `P14D`. */
export const durationOf = ({ count, unit }: Span): string => WRITTEN[unit](count);

/** Parts of an ISO 8601 duration, the empty ones left out; null when it is none. */
export function spansOf(duration: string): Span[] | null {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration);
  if (!match) return null;
  const order: SpanUnit[] = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'];
  const spans = order.flatMap((unit, index) => {
    const digits = match[index + 1];
    return digits === undefined ? [] : [{ count: Number(digits), unit }];
  });
  return spans.length > 0 ? spans : null;
}

/** A duration of one part, or null for one that needs several. */
export function singleSpan(duration: string): Span | null {
  const spans = spansOf(duration)?.filter((span) => span.count > 0);
  return spans?.length === 1 ? (spans[0] ?? null) : null;
}

const INTL_UNIT: { [Unit in SpanUnit]: string } = {
  minutes: 'minute',
  hours: 'hour',
  days: 'day',
  weeks: 'week',
  months: 'month',
  years: 'year',
};

/** A duration in words of a language: "14 days", "1 day 2 hours"; one that cannot be read stays as it is. */
export function durationText(duration: string, locale: string): string {
  const spans = spansOf(duration);
  if (!spans) return duration;
  return spans
    .map(({ count, unit }) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: INTL_UNIT[unit], unitDisplay: 'long' }).format(count),
    )
    .join(' ');
}
