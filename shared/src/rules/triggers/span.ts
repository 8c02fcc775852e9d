import { Temporal } from 'temporal-polyfill';

/** A duration without a sign. */
export const SPAN = { type: 'string', minLength: 2, maxLength: 100 };

/**
 * The moment a duration before another, on the calendar of a zone: what has stood still since then, or longer, is idle.
 *
 * @param span ISO 8601, without a sign
 * @param now ISO 8601
 */
export function before(span: string, now: string, timeZone: string): Date {
  const then = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).subtract(Temporal.Duration.from(span));
  return new Date(then.epochMilliseconds);
}

/** The moment a duration after another. */
export function after(span: string, then: string, timeZone: string): Date {
  const due = Temporal.Instant.from(then).toZonedDateTimeISO(timeZone).add(Temporal.Duration.from(span));
  return new Date(due.epochMilliseconds);
}
