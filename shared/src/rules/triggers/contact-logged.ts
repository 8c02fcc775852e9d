import type { TriggerKind } from './kind.ts';

/** Somebody logged a contact with the client: `trigger.contact` holds its kind, text, findings and next action. */
export const contactLogged: TriggerKind = {
  kind: 'contact.logged',
  parameters: {},
  check: () => [],
  matches: (_, event) => event.kind === 'contact.logged',
};
