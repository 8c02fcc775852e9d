import Type, { type Static } from 'typebox';
import { Id, Whole } from './lists.ts';
import { route, strict } from './route.ts';

/** A button on a card: pressing it sets off its rule. */
export const Button = strict({
  /** Key of the rule. */
  rule: Type.String(),
  label: Type.String(),
});
export type Button = Static<typeof Button>;

export const buttonRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/records/:id/buttons',
    summary: 'Buttons of a record that one may press now',
    answer: Whole(Button),
  }),
  press: route({
    method: 'POST',
    path: '/entity-types/:key/records/:id/buttons/:ruleKey',
    summary: 'Press a button: its rule is set off soon after',
    answer: strict({ eventId: Id }),
    status: 202,
  }),
};
