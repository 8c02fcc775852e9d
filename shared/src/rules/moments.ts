import { Temporal } from 'temporal-polyfill';
import type { EntityType } from '../definition/entity-type.ts';
import type { Doc } from '../fields/field.ts';
import type { RecordState } from '../process/record.ts';
import type { PastMoment } from './history.ts';
import type { Trigger } from './rule.ts';
import { nextTime } from './triggers/cron.ts';
import { dateWatch, daysReached } from './triggers/date-days.ts';
import { keysOf } from './triggers/kind.ts';
import { after, clockIn, type SpanClock } from './triggers/span.ts';

/** A record as it was for a while. Milliseconds since 1970; `to` is not included. */
export interface Stretch {
  from: number;
  to: number;
  record: RecordState;
}

/** A stay in a stage; `leftAt` is null while it lasts. ISO 8601. */
export interface Visit {
  funnel: string;
  stage: string;
  enteredAt: string;
  leftAt: string | null;
}

/** A moment at which time sets a rule off, and the record as it was then. */
export interface DueMoment {
  /** ISO 8601 in UTC. */
  at: string;
  record: RecordState;
}

/** What a record's past holds that time rules ask of. */
export interface RecordPast {
  stretches: Stretch[];
  visits: Visit[];
}

/** Finds the moments of a period at which a trigger comes for a record. */
export type MomentFinder = (past: RecordPast) => DueMoment[];

/** Most times of a schedule that are looked at. */
export const MOST_TIMES = 1_000;

/** A record's past as stretches without change, oldest first. @param record as it is now */
export function stretchesOf(moments: readonly PastMoment[], record: RecordState): Stretch[] {
  const stretches: Stretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let state = moments.length > 0 ? (moments[0]?.before ?? null) : record;
  for (const { event, after: next } of moments) {
    if (next === state) continue;
    const to = Date.parse(event.at);
    if (state && to > from) stretches.push({ from, to, record: state });
    from = to;
    state = next;
  }
  if (state) stretches.push({ from, to: Number.POSITIVE_INFINITY, record: state });
  return stretches;
}

/**
 * What finds the moments of a trigger within a period; null for a trigger that events set off.
 *
 * @param period milliseconds since 1970; `to` is not included
 * @param organization its zone, and its hours for stages that count working time
 */
export function momentFinder(
  trigger: Trigger,
  definition: EntityType,
  period: { from: number; to: number },
  organization: SpanClock,
): MomentFinder | null {
  const { timeZone } = organization;
  const within = (at: number): boolean => at >= period.from && at < period.to;
  switch (trigger.kind) {
    case 'stage.idle':
      return ({ visits, stretches }) =>
        visits
          .filter(({ stage }) => keysOf(trigger, 'stages')?.includes(stage))
          .flatMap((visit) => {
            const { enteredAt, leftAt } = visit;
            const clock = clockIn(definition, visit, organization);
            const due = after(String(trigger.for), enteredAt, clock).getTime();
            const lasted = leftAt === null || Date.parse(leftAt) > due;
            return within(due) && lasted ? at(due, stretches) : [];
          });
    case 'record.idle':
      return ({ stretches }) =>
        silences(stretches).flatMap(({ since, until }) => {
          const due = after(String(trigger.for), since, { timeZone }).getTime();
          return within(due) && due < until ? at(due, stretches).filter((each) => isPlaced(trigger, each)) : [];
        });
    case 'date.reached':
      return dateFinder(trigger, definition, period, timeZone);
    case 'schedule': {
      const times = scheduledTimes(trigger, period, timeZone);
      return ({ stretches }) => times.flatMap((time) => at(time, stretches));
    }
    default:
      return null;
  }
}

/** Times of a schedule within a period, the first `MOST_TIMES` and one more. */
export function scheduledTimes(trigger: Trigger, period: { from: number; to: number }, timeZone: string): number[] {
  const times: number[] = [];
  const zone = String(trigger.timeZone ?? timeZone);
  let next = nextTime(String(trigger.cron), zone, new Date(period.from - 1));
  while (next && next.getTime() < period.to && times.length <= MOST_TIMES) {
    if (next.getTime() >= period.from) times.push(next.getTime());
    next = nextTime(String(trigger.cron), zone, next);
  }
  return times;
}

function dateFinder(
  trigger: Trigger,
  definition: EntityType,
  period: { from: number; to: number },
  timeZone: string,
): MomentFinder {
  const key = String(trigger.field);
  if (isOfTime(trigger, definition)) {
    return ({ stretches }) =>
      stretches.flatMap((stretch) => {
        const value = stretch.record.doc[key];
        const due = typeof value === 'string' ? shifted(trigger, value, timeZone) : Number.NaN;
        const there = due >= Math.max(stretch.from, period.from) && due < Math.min(stretch.to, period.to);
        return there ? at(due, [stretch]) : [];
      });
  }
  const [from, to] = [period.from - 1, period.to - 1].map((time) => new Date(time).toISOString());
  const reached = daysReached(dateWatch(trigger, timeZone), from ?? '', to ?? '');
  const moments = new Map<string, number[]>();
  for (const { values, moment } of reached) {
    for (const value of values) moments.set(value, [...(moments.get(value) ?? []), Date.parse(moment)]);
  }
  return ({ stretches }) =>
    stretches.flatMap((stretch) => {
      const value = stretch.record.doc[key];
      const due = typeof value === 'string' ? (moments.get(dayIn(value, timeZone)) ?? []) : [];
      return due.filter((time) => time >= stretch.from && time < stretch.to).flatMap((time) => at(time, [stretch]));
    });
}

/** When a trigger next comes for a record as it is, or that it has come; null where it does not. ISO 8601 in UTC. */
export function nextDue(
  trigger: Trigger,
  definition: EntityType,
  record: RecordState,
  now: string,
  organization: SpanClock,
): string | null {
  const { timeZone } = organization;
  if (record.deletedAt !== null) return null;
  switch (trigger.kind) {
    case 'stage.idle': {
      const { stage, stageEnteredAt } = record;
      const watched = stage !== null && keysOf(trigger, 'stages')?.includes(stage);
      const clock = clockIn(definition, record, organization);
      return watched && stageEnteredAt ? after(String(trigger.for), stageEnteredAt, clock).toISOString() : null;
    }
    case 'record.idle':
      if (!isPlaced(trigger, { at: now, record })) return null;
      return after(String(trigger.for), record.lastActivityAt, { timeZone }).toISOString();
    case 'date.reached':
      return nextDate(trigger, definition, record.doc[String(trigger.field)], now, timeZone);
    case 'schedule':
      return nextTime(String(trigger.cron), String(trigger.timeZone ?? timeZone), new Date(now))?.toISOString() ?? null;
    default:
      return null;
  }
}

/** What formulas see as `trigger` of a rule that time sets off. @param at ISO 8601 in UTC */
export function timeData(trigger: Trigger, { doc, stageEnteredAt, lastActivityAt }: RecordState, at: string): Doc {
  const since = { 'stage.idle': stageEnteredAt, 'record.idle': lastActivityAt }[trigger.kind];
  const value = trigger.kind === 'date.reached' ? doc[String(trigger.field)] : undefined;
  return {
    kind: trigger.kind,
    at,
    ...(since ? { since } : {}),
    ...(typeof value === 'string' ? (value.length > 10 ? { value } : { day: value }) : {}),
  };
}

function nextDate(
  trigger: Trigger,
  definition: EntityType,
  value: unknown,
  now: string,
  timeZone: string,
): string | null {
  if (typeof value !== 'string') return null;
  if (isOfTime(trigger, definition)) return new Date(shifted(trigger, value, timeZone)).toISOString();
  const watch = dateWatch(trigger, timeZone);
  const day = dayIn(value, timeZone);
  const guess = trigger.yearly === true ? Date.parse(now) : shifted(trigger, `${day}T00:00:00Z`, timeZone);
  const from = new Date(trigger.yearly === true ? guess : guess - 3 * DAY).toISOString();
  const to = new Date(guess + (trigger.yearly === true ? 370 : 3) * DAY).toISOString();
  const found = daysReached(watch, from, to).find(({ values }) => values.includes(day));
  return found ? new Date(found.moment).toISOString() : null;
}

const DAY = 86_400_000;

/** A field of a time, where no time of day is asked for, comes when it comes. */
function isOfTime(trigger: Trigger, definition: EntityType): boolean {
  const kind = definition.fields.find(({ key }) => key === trigger.field)?.kind;
  return kind === 'dateTime' && trigger.at === undefined && trigger.yearly !== true;
}

/** Milliseconds of a time and the trigger's offset; NaN for what is no time. */
function shifted(trigger: Trigger, value: string, timeZone: string): number {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return time;
  const start = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
  return start.add(Temporal.Duration.from(String(trigger.offset ?? 'P0D'))).epochMilliseconds;
}

/** The day of a date, or of a time in a zone. */
function dayIn(value: string, timeZone: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  const time = Date.parse(value);
  if (Number.isNaN(time)) return '';
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Times without activity, each from the last thing that was done. */
function silences(stretches: readonly Stretch[]): { since: string; until: number }[] {
  const found: { since: string; until: number }[] = [];
  for (const { record, to } of stretches) {
    const last = found.at(-1);
    if (last && last.since === record.lastActivityAt) last.until = to;
    else found.push({ since: record.lastActivityAt, until: to });
  }
  return found;
}

/** The record as it was at a moment; nothing where there was none, or it was in the trash. */
function at(time: number, stretches: readonly Stretch[]): DueMoment[] {
  const stretch = stretches.find(({ from, to }) => time >= from && time < to);
  if (!stretch || stretch.record.deletedAt !== null) return [];
  return [{ at: new Date(time).toISOString(), record: stretch.record }];
}

function isPlaced(trigger: Trigger, { record: { stage } }: DueMoment): boolean {
  const stages = keysOf(trigger, 'stages');
  return stages === undefined || (stage !== null && stages.includes(stage));
}
