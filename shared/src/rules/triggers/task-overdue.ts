import type { TriggerKind } from './kind.ts';

/** A task of the record passed its due time undone: once for each due time it is given. */
export const taskOverdue: TriggerKind = {
  kind: 'task.overdue',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'task.overdue',
};
