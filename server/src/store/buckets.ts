import type { Bucket } from '@etapa/shared/reports/query';
import { literal } from './conditions-fold.ts';

/**
 * The first day of the bucket that a value falls into, as text `YYYY-MM-DD`; weeks begin on Monday.
 *
 * @param value SQL for a day, or for a moment, which is taken in the zone
 * @param timeZone IANA name
 */
export function bucketSql(bucket: Bucket, value: string, kind: 'date' | 'dateTime', timeZone: string): string {
  const moment =
    kind === 'date' ? `(${value})::date::timestamp` : `(${value})::timestamptz AT TIME ZONE ${literal(timeZone)}::text`;
  return `to_char(date_trunc(${literal(bucket)}, ${moment}), 'YYYY-MM-DD')`;
}
