import { Cron } from 'croner';

/** What is wrong with a cron expression of five parts; null when nothing is. */
export function cronFault(cron: string): string | null {
  try {
    const comes = new Cron(cron, { paused: true, mode: '5-part' }).nextRun() !== null;
    return comes ? null : 'This time never comes.';
  } catch {
    return 'Give minute, hour, day of the month, month and day of the week, such as "0 9 * * 1".';
  }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The first time after `from`; null when there is none any more. */
export function nextTime(cron: string, timeZone: string, from: Date): Date | null {
  return cronOf(cron, timeZone).nextRun(from);
}

/** The last time that came after `from` and not after `to`; null when none did. */
export function lastTime(cron: string, timeZone: string, from: Date, to: Date): Date | null {
  // What comes before a time is asked for to the second, and without that second itself.
  const [last] = cronOf(cron, timeZone).previousRuns(1, new Date(Math.floor(to.getTime() / 1000) * 1000 + 1000));
  return last && last > from ? last : null;
}

const cronOf = (cron: string, timezone: string): Cron => new Cron(cron, { paused: true, mode: '5-part', timezone });
