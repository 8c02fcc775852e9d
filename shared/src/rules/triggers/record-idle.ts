import { spanFaults } from '../steps/due.ts';
import { KEYS, type TriggerKind } from './kind.ts';
import { SPAN } from './span.ts';
import { placeFaults } from './stages.ts';

/** Nothing has been done about a record for this long: once for each silence. */
export const recordIdle: TriggerKind = {
  kind: 'record.idle',
  parameters: {
    for: { schema: SPAN, editor: 'span', required: true },
    stages: { schema: KEYS, editor: 'stages' },
  },
  byTime: true,
  check: (trigger, definition, path) => [
    ...spanFaults(trigger.for, `${path}/for`),
    ...placeFaults(trigger, definition, path),
  ],
  matches: () => false,
};
