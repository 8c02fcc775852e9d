import type { Due } from '../../data/tasks.ts';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';

const DAY = 86_400_000;
/** When a task is due whose time is not said: the end of a working day, or of the day where that is past. */
const USUAL = ['18:00:00', '23:59:00'];

/** `YYYY-MM-DD` so many days later. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

interface Week {
  /** `YYYY-MM-DD`. */
  today: string;
  /** ISO: 1 is Monday. */
  weekday: number;
}

function weekOf(now: Date, timeZone: string): Week {
  const today = wallTimeOf(now.toISOString(), timeZone)?.slice(0, 10) ?? '';
  return { today, weekday: ((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7) + 1 };
}

/** Among which deadlines a task lies now, as the server parts them. */
export function dueGroupOf(dueAt: string | null, now: Date, timeZone: string): Due {
  if (dueAt === null) return 'none';
  if (Date.parse(dueAt) < now.getTime()) return 'overdue';
  const { today, weekday } = weekOf(now, timeZone);
  const day = wallTimeOf(dueAt, timeZone)?.slice(0, 10) ?? '';
  if (day <= today) return 'today';
  return day < daysAfter(today, 8 - weekday) ? 'week' : 'later';
}

/** A moment at its own time of day, or the usual one, on another day. */
export function dueOn(day: string, dueAt: string | null, timeZone: string): string | null {
  const time = (dueAt && wallTimeOf(dueAt, timeZone)?.slice(11)) || USUAL[0];
  return instantOf(`${day} ${time}`, timeZone);
}

/**
 * When a task is due once it is put among those of a deadline: at its own time of day where that lies there.
 *
 * @returns null for no date; undefined where nothing can be put: nothing becomes overdue on purpose, and on a Sunday
 *   nothing is left of the week
 */
export function dueIn(group: Due, dueAt: string | null, now: Date, timeZone: string): string | null | undefined {
  if (group === 'overdue') return undefined;
  if (group === 'none') return null;
  const { today, weekday } = weekOf(now, timeZone);
  if (group === 'later') return dueOn(daysAfter(today, 8 - weekday), dueAt, timeZone);
  if (group === 'week') {
    if (weekday === 7) return undefined;
    return dueOn(daysAfter(today, (weekday < 5 ? 5 : 7) - weekday), dueAt, timeZone);
  }
  const times = [dueOn(today, dueAt, timeZone), ...USUAL.map((time) => instantOf(`${today} ${time}`, timeZone))];
  return times.find((at) => at && Date.parse(at) > now.getTime()) ?? undefined;
}
