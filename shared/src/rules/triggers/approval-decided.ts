import type { TriggerKind } from './kind.ts';

/** An approval that was asked for the record was given or refused. */
export const approvalDecided: TriggerKind = {
  kind: 'approval.decided',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'approval.decided',
};
