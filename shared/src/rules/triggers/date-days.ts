import { Temporal } from 'temporal-polyfill';
import type { Trigger } from '../rule.ts';

/** When a `date.reached` trigger comes, for the days its field may hold. */
export interface DateWatch {
  days: Temporal.Duration;
  time: Temporal.Duration;
  at: Temporal.PlainTime;
  yearly: boolean;
  timeZone: string;
}

/** A day whose moment has come. */
export interface ReachedDay {
  /** `YYYY-MM-DD`. */
  day: string;
  /** ISO 8601 in UTC. */
  moment: string;
  /** The day on which that is in the zone, `YYYY-MM-DD`: two days come on one only where a month is too short. */
  on: string;
  /** Days that a field may hold which come to this one: the day itself, or, yearly, that of earlier years too. */
  values: string[];
}

/** Days around a guess that are tried: months are of different lengths, and a zone may be a day ahead. */
const SLACK = 5;
/** Years back that a yearly date may lie. */
const YEARS = 250;
/** At what time of day a date comes when the rule says nothing. */
const MORNING = '09:00';

/** @param trigger that was checked when its rule was saved */
export function dateWatch(trigger: Trigger, timeZone: string): DateWatch {
  const offset = Temporal.Duration.from(String(trigger.offset ?? 'P0D'));
  const { years, months, weeks, days, hours, minutes } = offset;
  return {
    days: Temporal.Duration.from({ years, months, weeks, days }),
    time: Temporal.Duration.from({ hours, minutes }),
    at: Temporal.PlainTime.from(String(trigger.at ?? MORNING)),
    yearly: trigger.yearly === true,
    timeZone,
  };
}

/**
 * Days whose moment comes after `from` and not after `to`, in the order of their moments. A time of day that a change of
 * the clocks leaves out comes as much later.
 *
 * @param from, to ISO 8601
 */
export function daysReached(watch: DateWatch, from: string, to: string): ReachedDay[] {
  const [after, until] = [Temporal.Instant.from(from), Temporal.Instant.from(to)];
  const last = guess(watch, until).add({ days: SLACK });
  const reached: ReachedDay[] = [];
  let day = guess(watch, after).subtract({ days: SLACK });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const moment = momentOf(watch, day);
    if (Temporal.Instant.compare(moment, after) <= 0 || Temporal.Instant.compare(moment, until) > 0) continue;
    const on = moment.toZonedDateTimeISO(watch.timeZone).toPlainDate().toString();
    reached.push({ day: day.toString(), moment: moment.toString(), on, values: valuesOf(watch, day) });
  }
  return reached.sort((a, b) => Date.parse(a.moment) - Date.parse(b.moment));
}

/** The first moment after `from` at which any day comes: until then there is nothing to look for. */
export function nextMoment(watch: DateWatch, from: string): string {
  const start = Temporal.Instant.from(from);
  const [first] = daysReached(watch, from, start.add({ hours: 24 * (2 * SLACK) }).toString());
  return first?.moment ?? start.toString();
}

const guess = ({ days, timeZone }: DateWatch, instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(timeZone).toPlainDate().subtract(days);

function momentOf({ days, time, at, timeZone }: DateWatch, day: Temporal.PlainDate): Temporal.Instant {
  return day.add(days).toZonedDateTime({ timeZone, plainTime: at }).add(time).toInstant();
}

function valuesOf({ yearly }: DateWatch, day: Temporal.PlainDate): string[] {
  if (!yearly) return [day.toString()];
  const years = Array.from({ length: YEARS }, (_, back) => day.year - back).filter((year) => year > 0);
  const values = years.map((year) => dayText(year, day.month, day.day));
  // Who was born on 29 February is remembered on the 28th in years without it.
  const isLeapEve = day.month === 2 && day.day === 28 && !day.inLeapYear;
  return isLeapEve ? [...values, ...years.map((year) => dayText(year, 2, 29))] : values;
}

const dayText = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
