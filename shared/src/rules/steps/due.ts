import { Temporal } from 'temporal-polyfill';
import { epochOf, storedTime } from '../../fields/calendar.ts';
import { secondsOf } from '../../fields/duration-length.ts';
import type { Fault } from '../../fields/fault.ts';
import type { Wanted } from '../../formulas/check.ts';
import { type FeelType, isFormula } from '../../formulas/formula.ts';
import type { Given, Planning, StepCheck } from './kind.ts';

/** A formula that gives a length of time. A text may hold one. */
export const A_SPAN: Wanted = {
  fits: (type: FeelType) => type === 'duration' || type === 'string',
  what: 'a duration',
};

/** A formula that gives a time: itself, a day, or a duration from now. Texts may hold any of these. */
export const A_TIME: Wanted = {
  fits: (type: FeelType) => ['duration', 'date', 'dateTime', 'string'].includes(String(type)),
  what: 'a date, a time or a duration',
};

export const DUE = { type: 'string', minLength: 1, maxLength: 10_000 };

/** What is wrong with a parameter that says when: neither a duration nor a formula that gives a time. */
export function dueFaults(due: unknown, about: Pick<StepCheck, 'formula'>, path: string): Fault[] {
  if (isFormula(due)) return about.formula(due, path, A_TIME);
  const message = 'Give a duration such as PT2H, or a formula that begins with "=".';
  return spanFaults(due, path).map((fault) => ({ ...fault, message }));
}

/** What is wrong with a parameter that holds a duration, without a sign. */
export function spanFaults(span: unknown, path: string): Fault[] {
  if (span === undefined || (typeof span === 'string' && secondsOf(span) !== undefined)) return [];
  return [{ path, code: 'bad_format', message: 'Give a duration such as PT2H.' }];
}

type Calendar = Pick<Planning, 'now' | 'timeZone'>;

/**
 * When something is due: a duration counts from now, in the organisation's calendar; a date means the end of that day
 * there; a time is itself.
 *
 * @param due `PT2H`, or `= formula`
 * @returns ISO 8601 in UTC, or null when nothing was given
 */
export function dueAt(due: unknown, planning: Pick<Planning, 'value'> & Calendar): Given<string | null> {
  if (due === undefined || due === null || due === '') return { ok: true, value: null };
  const given = planning.value(due);
  return given.ok ? momentOf(given.value, planning, 'end') : given;
}

/**
 * The moment that a value means: a duration counts from now, in the organisation's calendar; a date is the beginning or
 * the end of its day there; a time is itself.
 *
 * @returns ISO 8601 in UTC, of the years 0001 to 9999
 */
export function momentOf(value: unknown, calendar: Calendar, day: 'beginning' | 'end'): Given<string> {
  if (typeof value !== 'string') return { ok: false, reason: 'The time came out empty.' };
  const reason = `"${value.slice(0, 100)}" is no duration, date or time.`;
  try {
    const moment = storedTime(instantOf(value, calendar, day).epochMilliseconds);
    return epochOf(moment) === undefined ? { ok: false, reason } : { ok: true, value: moment };
  } catch {
    return { ok: false, reason };
  }
}

function instantOf(value: string, { now, timeZone }: Calendar, day: 'beginning' | 'end'): Temporal.Instant {
  if (/^[+-]?P/.test(value)) {
    return Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).add(Temporal.Duration.from(value)).toInstant();
  }
  if (/^\d{4}-\d\d-\d\d$/.test(value)) {
    const date = Temporal.PlainDate.from(value);
    const plainTime = day === 'end' ? Temporal.PlainTime.from('23:59:59') : undefined;
    return date.toZonedDateTime({ timeZone, plainTime }).toInstant();
  }
  return Temporal.Instant.from(value);
}
