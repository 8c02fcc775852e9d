/** The repetitions that people choose by name, out of all that cron can say. */
export interface Repeat {
  every: 'day' | 'workday' | 'week' | 'month';
  /** `09:00`. */
  time: string;
  /** Of the week (0 is Sunday) or of the month. */
  day: number;
}

/** A repetition as cron's five fields: minute, hour, day of the month, month, day of the week. */
export function cronOf({ every, time, day }: Repeat): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const days = { day: '* * *', workday: '* * 1-5', week: `* * ${day}`, month: `${day} * *` };
  return `${minute} ${hour} ${days[every]}`;
}

/** The repetition that five fields of cron stand for; null for one that has no name here. */
export function repeatOf(cron: string): Repeat | null {
  const match = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|1-5|[0-6])$/.exec(cron.trim());
  if (!match) return null;
  const [, minute = '', hour = '', dayOfMonth = '', dayOfWeek = ''] = match;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (dayOfMonth !== '*') return dayOfWeek === '*' ? { every: 'month', time, day: Number(dayOfMonth) } : null;
  if (dayOfWeek === '*') return { every: 'day', time, day: 1 };
  if (dayOfWeek === '1-5') return { every: 'workday', time, day: 1 };
  return { every: 'week', time, day: Number(dayOfWeek) };
}
