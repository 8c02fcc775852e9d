import type { TriggerKind } from './kind.ts';

/** Somebody commented on the record. */
export const commentAdded: TriggerKind = {
  kind: 'comment.added',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'comment.added',
};
