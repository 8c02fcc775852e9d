import type { TriggerKind } from './kind.ts';

/** A record was given to another owner, or to nobody. */
export const recordAssigned: TriggerKind = {
  kind: 'record.assigned',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'record.assigned',
};
