import type { TriggerKind } from './kind.ts';

/** A record was put into the trash. The steps that follow find it there. */
export const recordDeleted: TriggerKind = {
  kind: 'record.deleted',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'record.deleted',
};
