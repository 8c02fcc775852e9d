import { Temporal } from 'temporal-polyfill';

/** An event as the log holds it. */
export interface LoggedEvent {
  recordId: string;
  kind: string;
  at: Date;
  data: {
    after?: { [field: string]: unknown };
    funnel?: string | null;
    stage?: string | null;
    to?: { funnel: string; stage: string };
  };
}

export interface Visit {
  funnel: string;
  stage: string;
  entered: number;
  left: number | null;
}

/** A record as its events tell it. */
export interface Journey {
  id: string;
  created: number;
  deleted: boolean;
  doc: { [field: string]: unknown };
  visits: Visit[];
}

/** What happened to each record, from the log alone. Times are milliseconds. */
export function journeysOf(events: LoggedEvent[]): Journey[] {
  const journeys = new Map<string, Journey>();
  for (const { recordId, kind, at, data } of events) {
    const now = at.getTime();
    const known = journeys.get(recordId);
    const journey = known ?? { id: recordId, created: now, deleted: false, doc: {}, visits: [] };
    journeys.set(recordId, journey);
    const place = kind === 'record.created' ? { funnel: data.funnel ?? '', stage: data.stage ?? '' } : data.to;
    if (kind === 'record.deleted') journey.deleted = true;
    if (data.after && kind !== 'record.assigned') Object.assign(journey.doc, data.after);
    if (!place || (kind !== 'record.created' && kind !== 'record.moved')) continue;
    const last = journey.visits.at(-1);
    if (last) last.left = now;
    journey.visits.push({ ...place, entered: now, left: null });
  }
  return [...journeys.values()].filter(({ deleted }) => !deleted);
}

/** Linear between closest ranks, as `percentile_cont` has it; null of nothing. */
export function percentile(values: number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? 0;
  return below + (above - below) * (at - Math.floor(at));
}

/** First day of the bucket that a moment falls into. */
export function bucketOf(at: number, bucket: 'day' | 'week' | 'month' | 'quarter' | 'year', timeZone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  switch (bucket) {
    case 'day':
      return day.toString();
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 }).toString();
    case 'month':
      return day.with({ day: 1 }).toString();
    case 'quarter':
      return day.with({ day: 1, month: Math.floor((day.month - 1) / 3) * 3 + 1 }).toString();
    case 'year':
      return day.with({ day: 1, month: 1 }).toString();
  }
}
