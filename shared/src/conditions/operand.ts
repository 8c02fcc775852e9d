import { Temporal } from 'temporal-polyfill';
import { dayBounds, dayOf, epochOf, isDate, storedTime } from '../fields/calendar.ts';
import { secondsOf } from '../fields/duration-length.ts';
import type { JsonValue } from '../fields/field.ts';
import { fold } from '../fields/fold.ts';
import type { Family } from '../fields/kind.ts';
import { textFaults } from '../fields/plain-text.ts';
import { isId } from '../fields/reference.ts';
import type { ConditionEnvironment } from './context.ts';
import type { FieldReference } from './reference.ts';

/** A value brought to the form in which values of its family are compared: folded text, seconds, sortable times. */
export type Comparable = string | number | boolean;

/** One thing a field is compared with. `shown` is for people. */
export type Operand =
  | { kind: 'value'; value: Comparable; shown: JsonValue }
  /** A whole day that an instant is compared with: [from, to). */
  | { kind: 'day'; from: string; to: string; shown: JsonValue }
  | { kind: 'field'; reference: FieldReference };

/**
 * What a value in a condition means for a family.
 *
 * @returns several for `$myTeam`, none for `$me` of nobody, undefined when the value makes no sense there
 */
export function operandsOf(value: JsonValue, family: Family, environment: ConditionEnvironment): Operand[] | undefined {
  switch (family) {
    case 'text':
      return plainText(value, fold);
    case 'key':
      return plainText(value, (text) => text);
    case 'number':
      return one(numberIn(value), value);
    case 'boolean':
      return value === 'true' || value === 'false' ? one(value === 'true', value) : one(booleanIn(value), value);
    case 'duration':
      return one(typeof value === 'string' ? secondsOf(value.trim().toUpperCase()) : undefined, value);
    case 'user':
      return people(value, environment);
    case 'id':
      return one(idIn(value), value);
    case 'date':
      return one(dateIn(value, environment), value);
    case 'dateTime':
      return timeIn(value, environment);
    case 'rows':
      return undefined;
  }
}

/** A time as it is compared: stored form without its `Z`, which orders as text. */
export function sortableTime(epochMilliseconds: number): string {
  return storedTime(epochMilliseconds).slice(0, -1);
}

function one(value: Comparable | undefined, shown: JsonValue): Operand[] | undefined {
  return value === undefined ? undefined : [{ kind: 'value', value, shown }];
}

function plainText(value: JsonValue, form: (text: string) => string): Operand[] | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return textFaults(text).length > 0 ? undefined : one(form(text), value);
}

function numberIn(value: JsonValue): number | undefined {
  if (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$/.test(value))
    return numberIn(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function booleanIn(value: JsonValue): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function idIn(value: JsonValue): string | undefined {
  if (typeof value !== 'string') return undefined;
  const id = value.trim().toLowerCase();
  return isId(id) ? id : undefined;
}

function people(value: JsonValue, { me, myTeam }: ConditionEnvironment): Operand[] | undefined {
  const ids = value === '$me' ? (me ? [me] : []) : value === '$myTeam' ? (myTeam ?? []) : undefined;
  return ids ? ids.map((id) => ({ kind: 'value', value: id, shown: id })) : one(idIn(value), value);
}

function dateIn(value: JsonValue, environment: ConditionEnvironment): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (isDate(text)) return text;
  const epoch = instantIn(text, environment);
  return epoch === undefined ? undefined : dayOf(epoch, environment.timeZone);
}

function timeIn(value: JsonValue, environment: ConditionEnvironment): Operand[] | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (isDate(text) || text === '$today') {
    const date = text === '$today' ? todayOf(environment) : text;
    const { from, to } = dayBounds(date, environment.timeZone);
    return [{ kind: 'day', from: sortableTime(from), to: sortableTime(to), shown: date }];
  }
  const epoch = instantIn(text, environment);
  return epoch === undefined ? undefined : one(sortableTime(epoch), storedTime(epoch));
}

/** Milliseconds since 1970; a time without an offset is of the organisation's zone. */
function instantIn(text: string, environment: ConditionEnvironment): number | undefined {
  if (text === '$now' || text === '$today') return nowOf(environment);
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/.test(text) || !isDate(text.slice(0, 10)))
    return epochOf(text);
  try {
    const local = Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' });
    return local.toZonedDateTime(environment.timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** `$now` in milliseconds since 1970. */
export function nowOf({ now }: ConditionEnvironment): number {
  return Temporal.Instant.from(now).epochMilliseconds;
}

/** `$today`, `YYYY-MM-DD`. */
export function todayOf(environment: ConditionEnvironment): string {
  return dayOf(nowOf(environment), environment.timeZone);
}
