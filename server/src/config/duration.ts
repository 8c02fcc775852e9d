import { Temporal } from 'temporal-polyfill';

/**
 * How long an ISO 8601 duration is from `from` on, in milliseconds; years and months are counted in UTC.
 * @throws RangeError when the text is no duration
 */
export function durationMilliseconds(text: string, from: Date): number {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('UTC');
  return start.add(Temporal.Duration.from(text)).epochMilliseconds - start.epochMilliseconds;
}
