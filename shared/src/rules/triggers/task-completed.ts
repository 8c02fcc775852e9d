import type { TriggerKind } from './kind.ts';

/** A task of the record was done. */
export const taskCompleted: TriggerKind = {
  kind: 'task.completed',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'task.completed',
};
