import { recordEventOf } from '../event.ts';
import { KEYS, keysOf, type TriggerKind } from './kind.ts';

/** Fields of a record changed: any, or one of those chosen. */
export const recordUpdated: TriggerKind = {
  kind: 'record.updated',
  parameters: { fields: { schema: KEYS, editor: 'fields' } },
  check: (trigger, definition, path) =>
    (keysOf(trigger, 'fields') ?? []).flatMap((key, index) =>
      definition.fields.some((field) => field.key === key)
        ? []
        : [{ path: `${path}/fields/${index}`, code: 'unknown_field', message: `There is no field "${key}".` }],
    ),
  matches: (trigger, event) => {
    const happened = recordEventOf(event);
    if (happened?.kind !== 'record.updated') return false;
    const fields = keysOf(trigger, 'fields');
    return fields === undefined || fields.some((key) => Object.hasOwn(happened.after, key));
  },
};
