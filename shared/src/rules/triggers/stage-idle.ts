import { spanFaults } from '../steps/due.ts';
import { KEYS, type TriggerKind } from './kind.ts';
import { SPAN } from './span.ts';
import { placeFaults } from './stages.ts';

/** A record is still in a stage this long after it entered it: once for each visit. */
export const stageIdle: TriggerKind = {
  kind: 'stage.idle',
  parameters: {
    stages: { schema: KEYS, editor: 'stages', required: true },
    for: { schema: SPAN, editor: 'span', required: true },
  },
  byTime: true,
  check: (trigger, definition, path) => [
    ...placeFaults(trigger, definition, path),
    ...spanFaults(trigger.for, `${path}/for`),
  ],
  matches: () => false,
};
