import type { TriggerKind } from './kind.ts';

/** A record was made, by a person, the API, another process or an import that lets rules see its records. */
export const recordCreated: TriggerKind = {
  kind: 'record.created',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'record.created',
};
