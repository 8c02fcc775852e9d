import { KEYS, type TriggerKind } from './kind.ts';

/** Somebody pressed the rule's button on the card. The event names the rule, and sets off no other. */
export const buttonPressed: TriggerKind = {
  kind: 'button.pressed',
  parameters: {
    label: { schema: { type: 'string', minLength: 1, maxLength: 60, pattern: '\\S' }, editor: 'plain', required: true },
    roles: { schema: KEYS, editor: 'roles' },
  },
  ownRule: true,
  check: () => [],
  matches: (_, event) => event.kind === 'button.pressed',
};
