import { Temporal } from 'temporal-polyfill';
import type { Given, Planning } from './kind.ts';

/**
 * When something is due: a duration counts from now, in the organisation's calendar; a date means the end of that day
 * there; a time is itself.
 *
 * @param due `PT2H`, or `= formula`
 * @returns ISO 8601 in UTC, or null when nothing was given
 */
export function dueAt(due: unknown, planning: Pick<Planning, 'value' | 'now' | 'timeZone'>): Given<string | null> {
  if (due === undefined || due === null || due === '') return { ok: true, value: null };
  const given = planning.value(due);
  if (!given.ok) return given;
  const { value } = given;
  if (typeof value !== 'string') return { ok: false, reason: 'The due time came out empty.' };
  try {
    return { ok: true, value: instantOf(value, planning).toString() };
  } catch {
    return { ok: false, reason: `"${value.slice(0, 100)}" is no duration, date or time to be due.` };
  }
}

function instantOf(value: string, { now, timeZone }: Pick<Planning, 'now' | 'timeZone'>): Temporal.Instant {
  if (/^[+-]?P/.test(value)) {
    return Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).add(Temporal.Duration.from(value)).toInstant();
  }
  if (/^\d{4}-\d\d-\d\d$/.test(value)) {
    const endOfDay = Temporal.PlainDate.from(value).toZonedDateTime({ timeZone, plainTime: '23:59:59' });
    return endOfDay.toInstant();
  }
  return Temporal.Instant.from(value);
}
