/** Days are `YYYY-MM-DD`, counted without any time zone. */

const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date): string => date.toISOString().slice(0, 10);

export function addDays(day: string, count: number): string {
  const date = toDate(day);
  date.setUTCDate(date.getUTCDate() + count);
  return toDay(date);
}

/** The same day of another month, or its last one where that month is shorter. */
export function addMonths(day: string, count: number): string {
  const date = toDate(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return toDay(date);
}

export const isDay = (text: string | undefined): text is string =>
  text !== undefined &&
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(toDate(text).getTime()) &&
  toDay(toDate(text)) === text;

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return toDate(day).getUTCDay() || 7;
}

/** The first day of the week that a day lies in. @param weekStart ISO weekday */
const weekOf = (day: string, weekStart: number): string => addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));

/** Seven days. */
export const daysOfWeek = (day: string, weekStart: number): string[] => {
  const first = weekOf(day, weekStart);
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
};

/** Whole weeks that cover the month of a day. */
export function daysOfMonth(day: string, weekStart: number): string[] {
  const first = weekOf(`${day.slice(0, 7)}-01`, weekStart);
  const last = addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1);
  const days: string[] = [];
  for (let at = first; at <= last || days.length % 7 !== 0; at = addDays(at, 1)) days.push(at);
  return days;
}

/**
 * On which day a reader's week begins: by the browser's region where it is of the reader's language.
 *
 * @returns ISO weekday
 */
export function weekStartOf(language: string, browser: readonly string[]): number {
  const tag = browser.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
  const locale = new Intl.Locale(tag) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}
