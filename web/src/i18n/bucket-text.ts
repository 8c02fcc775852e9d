import { formatDate, type Locale } from './formats.ts';

export type Bucket = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A bucket of a report by its first day `YYYY-MM-DD`, such as "March 2026"; a week is named by its Monday. */
export function bucketText(bucket: Bucket, day: string, where: Locale): string {
  switch (bucket) {
    case 'day':
    case 'week':
      return formatDate(day, where);
    case 'month':
      return formatDate(day, where, { dateStyle: undefined, year: 'numeric', month: 'long' });
    case 'quarter':
      return `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'year':
      return day.slice(0, 4);
  }
}
