import type { RecordView } from '@etapa/shared/api/records';
import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { isReadOnly } from '../../fields/field-states.ts';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';
import { dayIn } from '../../i18n/formats.ts';
import { addDays } from './calendar-days.ts';

const SYSTEM = ['$createdAt', '$updatedAt', '$stageEnteredAt', '$lastActivityAt', '$closedAt'] as const;
export type SystemDate = (typeof SYSTEM)[number];

/** A date that records can be laid by. */
export interface DateSource {
  key: string;
  /** Absent for what Etapa notes itself. */
  field?: Field;
  /** A moment, which lies on another day in another zone; otherwise a plain day. */
  moment: boolean;
  /** Whether people may change it. */
  writable: boolean;
}

/** Every date of a type: its fields first. */
export function dateSources(type: EntityType): DateSource[] {
  const fields = type.fields
    .filter(({ kind, retired }) => !retired && (kind === 'date' || kind === 'dateTime'))
    .map((field) => ({
      key: field.key,
      field,
      moment: field.kind === 'dateTime',
      writable: !isReadOnly(field),
    }));
  const staged = Boolean(type.funnels?.length);
  const system = SYSTEM.filter((key) => staged || (key !== '$stageEnteredAt' && key !== '$closedAt'));
  return [...fields, ...system.map((key) => ({ key, moment: true, writable: false }))];
}

export function dateOf(record: RecordView, { key, field }: DateSource): string | null {
  if (field) {
    const value = record.doc[key];
    return typeof value === 'string' ? value : null;
  }
  const system: { [Key in SystemDate]: string | null } = {
    $createdAt: record.createdAt,
    $updatedAt: record.updatedAt,
    $stageEnteredAt: record.stageEnteredAt,
    $lastActivityAt: record.lastActivityAt,
    $closedAt: record.closedAt,
  };
  return system[key as SystemDate] ?? null;
}

/** The day a record lies on for the reader; null without a date. */
export function dayOf(record: RecordView, source: DateSource, timeZone: string): string | null {
  const value = dateOf(record, source);
  if (value === null) return null;
  return source.moment ? dayIn(new Date(value), timeZone) : value;
}

/** The value on another day: a moment keeps the time that the reader's clock shows. */
export function onDay(value: string, day: string, source: DateSource, timeZone: string): JsonValue {
  if (!source.moment) return day;
  const time = wallTimeOf(value, timeZone)?.slice('YYYY-MM-DD '.length) ?? '00:00:00';
  return instantOf(`${day} ${time}`, timeZone) ?? value;
}

/** Records whose date lies on one of the days, both ends included. */
export function rangeFilter(
  filter: ConditionGroup | undefined,
  source: DateSource,
  { first, last }: { first: string; last: string },
  timeZone: string,
): ConditionGroup {
  const { key, moment } = source;
  const rules: ConditionRule[] = moment
    ? [
        { field: key, operator: '>=', value: instantOf(`${first} 00:00:00`, timeZone) ?? first },
        { field: key, operator: '<', value: instantOf(`${addDays(last, 1)} 00:00:00`, timeZone) ?? last },
      ]
    : [{ field: key, operator: 'between', value: [first, last] }];
  return { combinator: 'and', rules: [...rules, ...(filter ? [filter] : [])] };
}
