import type { Field } from '@etapa/shared/definition/entity-type';
import type { Trigger } from '@etapa/shared/rules/rule';
import { Temporal } from 'temporal-polyfill';

/** Whether a date trigger comes at the very time its field holds, and not at a time of day. */
export function isInstant(trigger: Trigger, field: Field): boolean {
  return field.kind === 'dateTime' && trigger.at === undefined && trigger.yearly !== true;
}

/** Times as their field's index has them: UTC, without the final `Z`. */
const stored = (instant: Temporal.Instant): string => instant.toString().replace(/Z$/, '');

const MINUTE = 60_000;

const storedAt = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/(\.000)?Z$/, '');

/** Times that are of a day: after `from`, and not after `to`. */
export function dayRange(day: string, timeZone: string): { from: string; to: string } {
  const date = Temporal.PlainDate.from(day);
  const last = { nanoseconds: -1 };
  const begin = date.toZonedDateTime({ timeZone }).toInstant();
  const end = date.add({ days: 1 }).toZonedDateTime({ timeZone }).toInstant();
  return { from: stored(begin.add(last)), to: stored(end.add(last)) };
}

/** Values whose moment, the offset later, comes after `from` and not after `to`. */
export function valueRange(
  offset: string,
  { from, to }: { from: string; to: string },
  timeZone: string,
): { from: string; to: string; momentOf(value: string): Date } {
  const duration = Temporal.Duration.from(offset);
  const isClockTime = !(duration.years || duration.months || duration.weeks || duration.days);
  const back = (moment: string): string =>
    // The same, without asking the calendar: rules are asked again and again.
    isClockTime
      ? storedAt(Date.parse(moment) - (duration.hours * 60 + duration.minutes) * MINUTE)
      : stored(Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).subtract(duration).toInstant());
  return {
    from: back(from),
    to: back(to),
    momentOf: (value) => {
      const then = Temporal.Instant.from(value.endsWith('Z') ? value : `${value}Z`);
      return new Date(then.toZonedDateTimeISO(timeZone).add(duration).epochMilliseconds);
    },
  };
}
