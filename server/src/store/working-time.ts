import { workingDay } from '@etapa/shared/definition/over-norm';
import { type WorkingHours, workingSeconds } from '@etapa/shared/definition/working-time';
import { Temporal } from 'temporal-polyfill';
import { literal } from './conditions-fold.ts';

/** The organisation's working time: by it the norms of some stages are meant. */
export interface WorkingClock {
  hours: WorkingHours;
  /** IANA. */
  timeZone: string;
}

/** A Monday before everything, so that no day has a number below 0. */
const MONDAY = `date '0001-01-01'`;

/**
 * SQL of the seconds worked between two moments, as `workingSeconds` counts them; NULL where one of them is.
 *
 * @param from SQL of a moment, as `to`
 */
export const workedBetween = (from: string, to: string, clock: WorkingClock): string =>
  `greatest(0, ${workedUpTo(to, clock)} - ${workedUpTo(from, clock)})`;

/**
 * SQL of the seconds worked from the beginning of time up to a moment: whole days that were worked, and what of its own
 * day is over.
 */
export function workedUpTo(moment: string, { hours, timeZone }: WorkingClock): string {
  const long = workingDay(hours);
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => hours.days.includes(day));
  const wall = `((${moment}) AT TIME ZONE ${literal(timeZone)})`;
  if (long <= 0 || days.length === 0) return `(0 * date_part('epoch', ${wall}))`;
  const date = `(${wall})::date`;
  const day = `(${date} - ${MONDAY})`;
  const before = [0, 1, 2, 3, 4, 5, 6].map((at) => days.filter((one) => one <= at).length);
  const off = [...new Set(hours.holidays)].filter((holiday) => days.includes(weekdayOf(holiday))).sort();
  const holidays = `ARRAY[${off.map(literal).join()}]::date[]`;
  // How many of the sorted days are not after the day before.
  const offBefore = off.length > 0 ? ` - width_bucket(${date} - 1, ${holidays})` : '';
  const isOff = off.length > 0 ? ` AND ${date} <> ALL (${holidays})` : '';
  const worked = `(${day} / 7 * ${days.length} + (ARRAY[${before.join()}])[${day} % 7 + 1]${offBefore})`;
  const works = `(${day} % 7 + 1 = ANY (ARRAY[${days.join()}])${isOff})`;
  const opens = secondOfDay(hours.from);
  const today = `least(${long}, greatest(0, date_part('epoch', (${wall})::time) - ${opens}))`;
  return `(${worked} * ${long}::float8 + CASE WHEN ${works} THEN ${today} ELSE 0 END)`;
}

/** What `workedUpTo` gives at a moment: so that it can be held against what is kept of the database's. */
export function workedUntil(now: Date, { hours, timeZone }: WorkingClock): number {
  const began = Temporal.PlainDate.from(LATER_MONDAY.day).toZonedDateTime(timeZone).epochMilliseconds;
  const before = LATER_MONDAY.weeks * hours.days.length * Math.max(0, workingDay(hours));
  return before + workingSeconds(new Date(began), now, hours, timeZone);
}

/** A Monday before any visit, so many weeks after the first. */
const LATER_MONDAY = { day: '1970-01-05', weeks: 102_738 };

const secondOfDay = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60;
};

/** 1 is Monday. */
const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
