/** When an organisation works. */
export interface WorkingHours {
  /** ISO weekdays, 1 is Monday. */
  days: readonly number[];
  /** `HH:MM`. */
  from: string;
  to: string;
  /** Days without work, `YYYY-MM-DD`. */
  holidays: readonly string[];
}

const DAY = 86_400;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Wall clock of a zone at a moment, as if it were UTC: days and hours can be counted in it. */
function wallTime(at: Date, timeZone: string): number {
  let format = formatters.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return (Date.UTC(year, month - 1, day, hour, minute, second) + (at.getTime() % 1000)) / 1000;
}

const secondOfDay = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60;
};

const dayName = (day: number): string => new Date(day * DAY * 1000).toISOString().slice(0, 10);

/** 1 is Monday; the first of January 1970 was a Thursday. */
const weekday = (day: number): number => ((day + 3) % 7) + 1;

/** Days after which whole weeks are counted at once. */
const LONG = 28;

/**
 * Working time between two moments.
 *
 * @param timeZone IANA name, of the organisation: its hours are of its wall clock
 * @returns seconds; 0 where `to` is not later than `from`, and where nobody ever works
 */
export function workingSeconds(from: Date, to: Date, hours: WorkingHours, timeZone: string): number {
  if (to <= from) return 0;
  const opens = secondOfDay(hours.from);
  const closes = secondOfDay(hours.to);
  const long = closes - opens;
  if (long <= 0 || hours.days.length === 0) return 0;
  const begin = wallTime(from, timeZone);
  const end = wallTime(to, timeZone);
  const holidays = new Set(hours.holidays);
  const works = (day: number) => hours.days.includes(weekday(day)) && !holidays.has(dayName(day));
  const upTo = (moment: number) => Math.min(long, Math.max(0, (moment % DAY) - opens));
  const first = Math.floor(begin / DAY);
  const last = Math.floor(end / DAY);
  let total = 0;
  if (works(last)) total += upTo(end);
  if (works(first)) total -= upTo(begin);
  let day = first;
  if (last - first > LONG) {
    const weeks = Math.floor((last - first) / 7);
    total += weeks * hours.days.length * long;
    for (const holiday of holidays) {
      const at = Date.parse(`${holiday}T00:00:00Z`) / 1000 / DAY;
      if (at >= first && at < first + weeks * 7 && hours.days.includes(weekday(at))) total -= long;
    }
    day += weeks * 7;
  }
  for (; day < last; day += 1) if (works(day)) total += long;
  return Math.max(0, total);
}
