import { Temporal } from 'temporal-polyfill';
import type { EntityType } from '../../definition/entity-type.ts';
import { workingNorm } from '../../definition/over-norm.ts';
import { stageOf } from '../../definition/stage.ts';
import { workingAfter, workingBefore } from '../../definition/working-span.ts';
import type { WorkingHours } from '../../definition/working-time.ts';

/** A duration without a sign. */
export const SPAN = { type: 'string', minLength: 2, maxLength: 100 };

/** How time runs. */
export interface SpanClock {
  /** IANA name, of the organisation. */
  timeZone: string;
  /** Given where only working time counts: then a day is a working day, and a week those of the calendar. */
  hours?: WorkingHours;
}

/**
 * How time runs for a record in a stage: in working time where the stage's clock says so.
 *
 * @param organization its hours and zone
 */
export function clockIn(
  definition: Pick<EntityType, 'funnels'>,
  { funnel, stage }: { funnel: string | null; stage: string | null },
  { timeZone, hours }: SpanClock,
): SpanClock {
  const isWorking = stageOf(definition, funnel, stage)?.stage.clock === 'working';
  return isWorking && hours ? { timeZone, hours } : { timeZone };
}

/**
 * The moment a duration before another, on the calendar of a zone: what has stood still since then, or longer, is idle.
 *
 * @param span ISO 8601, without a sign
 * @param now ISO 8601
 */
export function before(span: string, now: string, clock: SpanClock): Date {
  const worked = workedSeconds(span, clock);
  if (worked) return workingBefore(new Date(now), worked.seconds, worked.hours, clock.timeZone);
  const then = Temporal.Instant.from(now).toZonedDateTimeISO(clock.timeZone).subtract(Temporal.Duration.from(span));
  return new Date(then.epochMilliseconds);
}

/** The moment a duration after another. */
export function after(span: string, then: string, clock: SpanClock): Date {
  const worked = workedSeconds(span, clock);
  if (worked) return workingAfter(new Date(then), worked.seconds, worked.hours, clock.timeZone);
  const due = Temporal.Instant.from(then).toZonedDateTimeISO(clock.timeZone).add(Temporal.Duration.from(span));
  return new Date(due.epochMilliseconds);
}

/** A span as working time; null where all time counts. Months and years are those of the calendar, whoever works. */
function workedSeconds(span: string, { hours }: SpanClock): { seconds: number; hours: WorkingHours } | null {
  if (!hours || /^P[^T]*[YM]/.test(span)) return null;
  const seconds = workingNorm(span, hours);
  return seconds === null ? null : { seconds, hours };
}
