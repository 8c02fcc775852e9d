import { dayOf, epochOf } from '../fields/calendar.ts';
import { secondsOf } from '../fields/duration-length.ts';
import type { JsonValue } from '../fields/field.ts';
import { fold } from '../fields/fold.ts';
import type { Family } from '../fields/kind.ts';
import type { SystemField } from './condition.ts';
import type { ConditionContext, ConditionFields, ConditionRecord } from './context.ts';
import { type Comparable, sortableTime } from './operand.ts';
import type { FieldReference } from './reference.ts';

/** What a record holds in a field, as stored: links followed, lists taken apart, empty values left out. */
export function storedValues(
  reference: FieldReference,
  record: ConditionRecord,
  context: ConditionContext,
): JsonValue[] {
  return holders(reference, record, context).flatMap((holder) => {
    const value = valueIn(reference, holder);
    if (value === undefined || value === null || value === '') return [];
    if (reference.family === 'rows') return Array.isArray(value) && value.length > 0 ? [value] : [];
    if (reference.many) return Array.isArray(value) ? value : [];
    return Array.isArray(value) ? [] : [value];
  });
}

/** The same as they are compared; values of another type than the field's count as absent. */
export function comparables(
  reference: FieldReference,
  record: ConditionRecord,
  context: ConditionContext,
): Comparable[] {
  return storedValues(reference, record, context)
    .map((value) => comparableOf(reference.family, value))
    .filter((value) => value !== undefined);
}

function comparableOf(family: Family, value: JsonValue): Comparable | undefined {
  if (family === 'number') return typeof value === 'number' ? value : undefined;
  if (family === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (family === 'rows') return true;
  if (typeof value !== 'string') return undefined;
  if (family === 'text') return fold(value);
  if (family === 'duration') return secondsOf(value);
  if (family !== 'dateTime') return value;
  const epoch = epochOf(value);
  return epoch === undefined ? value.replace(/Z+$/, '') : sortableTime(epoch);
}

/** The day of a comparable time, for comparing it with a date; undefined when it is no time. */
export function dayOfComparable(value: Comparable, family: Family, timeZone: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (family === 'date') return value;
  const epoch = epochOf(`${value}Z`);
  return epoch === undefined ? undefined : dayOf(epoch, timeZone);
}

/** The records whose field is meant: the record itself, or those its link leads to. */
function holders({ link }: FieldReference, record: ConditionRecord, context: ConditionContext): ConditionRecord[] {
  if (!link) return [record];
  const value = own(record.doc, link.key);
  const ids = link.kind === 'links' ? (Array.isArray(value) ? value : []) : [value];
  return ids.flatMap((id) => {
    const target = link.target;
    if (typeof id !== 'string' || target === undefined) return [];
    const found = context.linked?.(id, target);
    return found && (found.entityType === undefined || found.entityType === target) ? [found] : [];
  });
}

function valueIn({ source, type }: FieldReference, record: ConditionRecord): JsonValue | undefined {
  return source.kind === 'field' ? own(record.doc, source.field.key) : systemValue(source.field, record, type);
}

function own(doc: ConditionRecord['doc'], key: string): JsonValue | undefined {
  return Object.hasOwn(doc, key) ? doc[key] : undefined;
}

function systemValue(field: SystemField, record: ConditionRecord, type: ConditionFields): JsonValue | undefined {
  switch (field) {
    case '$id':
      return record.id;
    case '$number':
      return record.number;
    case '$title':
      return record.title;
    case '$funnel':
      return record.funnel;
    case '$stage':
      return record.stage;
    case '$stageGroup':
      return stageGroup(record, type);
    case '$owner':
      return record.ownerId;
    case '$tags':
      return record.tags && [...record.tags];
    case '$createdAt':
      return record.createdAt;
    case '$createdBy':
      return record.createdBy?.userId ?? (record.createdBy?.kind === 'user' ? record.createdBy.id : undefined);
    case '$updatedAt':
      return record.updatedAt;
    case '$stageEnteredAt':
      return record.stageEnteredAt;
    case '$lastActivityAt':
      return record.lastActivityAt;
    case '$closedAt':
      return record.closedAt;
  }
}

function stageGroup(record: ConditionRecord, { funnels }: ConditionFields): string | undefined {
  const funnel = funnels?.find(({ key }) => key === record.funnel);
  return funnel?.stages.find(({ key }) => key === record.stage)?.group;
}
