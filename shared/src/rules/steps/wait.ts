import type { Fault } from '../../fields/fault.ts';
import type { JsonValue } from '../../fields/field.ts';
import { isFormula } from '../../formulas/formula.ts';
import { failed, type Plan, type Wait } from '../effect.ts';
import type { Trigger } from '../rule.ts';
import { A_SPAN, A_TIME, momentOf, spanFaults } from './due.ts';
import type { Given, Planning, StepCheck, StepKind } from './kind.ts';

/** An event of the record to wait for, and how long at most; without a time-out it may take for ever. */
interface Awaited {
  event: Trigger;
  timeout?: string;
}

const FOR = {
  type: ['string', 'object'],
  maxLength: 10_000,
  required: ['event'],
  additionalProperties: false,
  properties: {
    event: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
    timeout: { type: 'string', maxLength: 100 },
  },
};

/**
 * Waits: for a duration, given or worked out, in the organisation's calendar; until a time, or the beginning of a day there, that a formula or
 * a field gives, gone by already when that is past; or for an event of the record. The time is worked out when the wait
 * begins. Nothing limits its length.
 */
export const wait: StepKind = {
  kind: 'wait',
  gives: ['by', 'event', 'until'],
  parameters: {
    for: {
      schema: FOR,
      editor: 'waitFor',
    },
    until: { schema: { type: 'string', minLength: 1, maxLength: 10_000 }, editor: 'moment' },
  },
  check(step, about, path) {
    const given = ['for', 'until'].filter((name) => step[name] !== undefined);
    if (given.length !== 1) {
      const message = 'Give either "for" or "until".';
      return [
        {
          path: given.length === 0 ? `${path}/for` : `${path}/until`,
          code: given.length === 0 ? 'required' : 'conflict',
          message,
        },
      ];
    }
    return step.for === undefined
      ? untilFaults(step.until, about, `${path}/until`)
      : forFaults(step.for, about, `${path}/for`);
  },
  plan(step, planning) {
    if (isAwaited(step.for)) return awaiting(step.for, planning);
    const value = step.for === undefined ? untilOf(String(step.until), planning) : planning.value(step.for);
    if (!value.ok) return failed(value.reason);
    const moment = momentOf(value.value, planning, 'beginning');
    return moment.ok ? planned({ until: moment.value, event: null }) : failed(moment.reason);
  },
};

const isAwaited = (value: unknown): value is Awaited => typeof value === 'object' && value !== null;

function forFaults(value: unknown, about: StepCheck, path: string): Fault[] {
  if (isFormula(value)) return about.formula(value, path, A_SPAN);
  if (!isAwaited(value)) return spanFaults(value, path);
  return [...about.trigger(value.event, `${path}/event`), ...spanFaults(value.timeout, `${path}/timeout`)];
}

function untilFaults(until: unknown, about: StepCheck, path: string): Fault[] {
  if (isFormula(until)) return about.formula(until, path, A_TIME);
  const field = about.definition.fields.find(({ key }) => key === until);
  if (!field) {
    return [{ path, code: 'unknown_field', message: `Give a date field, or a formula: there is no field "${until}".` }];
  }
  if (field.kind === 'date' || field.kind === 'dateTime') return [];
  return [{ path, code: 'wrong_kind', message: `The field "${until}" holds no date or time.` }];
}

function untilOf(until: string, planning: Planning): Given<JsonValue> {
  if (isFormula(until)) return planning.value(until);
  const value = planning.record.doc[until];
  return value === undefined ? { ok: false, reason: `The field "${until}" is empty.` } : { ok: true, value };
}

function awaiting({ event, timeout }: Awaited, planning: Planning): Plan {
  if (timeout === undefined) return planned({ until: null, event });
  const moment = momentOf(timeout, planning, 'beginning');
  return moment.ok ? planned({ until: moment.value, event }) : failed(moment.reason);
}

function planned(wait: Wait): Plan {
  return { ok: true, input: { until: wait.until, event: wait.event as JsonValue }, wait };
}
