import type { Bucket } from '@etapa/shared/reports/query';
import { literal } from './conditions-fold.ts';

/**
 * When the bucket begins that a value falls into, as a timestamp of the zone; weeks begin on Monday.
 *
 * @param value SQL for a day, or for a moment, which is taken in the zone
 * @param timeZone IANA name
 */
export function bucketStart(bucket: Bucket, value: string, kind: 'date' | 'dateTime', timeZone: string): string {
  const moment =
    kind === 'date' ? `(${value})::date::timestamp` : `(${value})::timestamptz AT TIME ZONE ${literal(timeZone)}::text`;
  return `date_trunc(${literal(bucket)}, ${moment})`;
}

/** The first day of a bucket, as text `YYYY-MM-DD`. @param start SQL as `bucketStart` gives it */
export const bucketText = (start: string): string => `to_char(${start}, 'YYYY-MM-DD')`;

/** The first day of the bucket that a value falls into: `bucketText` of `bucketStart`. */
export const bucketSql = (...of: Parameters<typeof bucketStart>): string => bucketText(bucketStart(...of));
