import { Temporal } from 'temporal-polyfill';

export type Due = 'overdue' | 'today' | 'week' | 'later' | 'none';

/**
 * The times that a due filter means. The four do not overlap: what is overdue is not also due today.
 * @param timeZone whose day and week it is; weeks begin on Monday
 */
export function dueTimes(due: Due, now: Date, timeZone: string): { from?: Date; before?: Date; undated?: boolean } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const start = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
  const tomorrow = start(today.add({ days: 1 }));
  const nextWeek = start(today.add({ days: 8 - today.dayOfWeek }));
  if (due === 'overdue') return { before: now };
  if (due === 'today') return { from: now, before: tomorrow };
  if (due === 'week') return { from: tomorrow, before: nextWeek };
  if (due === 'later') return { from: nextWeek };
  return { undated: true };
}
