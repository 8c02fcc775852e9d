import type { TriggerKind } from './kind.ts';

const OFFSET = /^[+-]?P(?=.)(\d{1,5}Y)?(\d{1,5}M)?(\d{1,5}W)?(\d{1,5}D)?(T(?=\d)(\d{1,5}H)?(\d{1,5}M)?)?$/;

/**
 * A day, or a time, that a field of the record names has come, or is so far off: once for each day. A date comes at the
 * time of day that is given, in the organisation's zone; a time comes when it comes, unless a time of day is given.
 */
export const dateReached: TriggerKind = {
  kind: 'date.reached',
  parameters: {
    field: { schema: { type: 'string' }, editor: 'dateField', required: true },
    offset: { schema: { type: 'string', minLength: 2, maxLength: 40 }, editor: 'offset' },
    at: { schema: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }, editor: 'time' },
    yearly: { schema: { type: 'boolean' }, editor: 'boolean' },
  },
  byTime: true,
  check: (trigger, definition, path) => {
    const field = definition.fields.find(({ key }) => key === trigger.field);
    const faults = [];
    if (!field) {
      const message = `There is no field "${String(trigger.field)}".`;
      faults.push({ path: `${path}/field`, code: 'unknown_field', message });
    } else if (field.kind !== 'date' && field.kind !== 'dateTime') {
      const message = `The field "${field.key}" holds no date or time.`;
      faults.push({ path: `${path}/field`, code: 'wrong_kind', message });
    }
    if (trigger.offset !== undefined && !OFFSET.test(String(trigger.offset))) {
      const message = 'Give a duration such as -P30D for thirty days before, or P0D for the day itself.';
      faults.push({ path: `${path}/offset`, code: 'bad_format', message });
    }
    return faults;
  },
  matches: () => false,
};
