import Type, { type Static } from 'typebox';
import { Id, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

/** Someone else who is in the builder of a process. */
export const PresentDesigner = strict({
  userId: Id,
  name: Type.String(),
  /** The part of the builder they are in, such as `funnel`. */
  part: Type.String(),
  seenAt: Timestamp,
});
export type PresentDesigner = Static<typeof PresentDesigner>;

const path = '/entity-types/:key/draft/presence' as const;

export const designPresenceRoutes = {
  note: route({
    method: 'POST',
    path,
    summary: 'Say that one is in the builder of a process, every ten seconds; answers who else is',
    body: strict({ part: Type.Optional(Type.String({ maxLength: 40 })) }),
    optionalBody: true,
    answer: strict({ items: Type.Array(PresentDesigner) }),
    status: 200,
  }),
  leave: route({ method: 'DELETE', path, summary: 'Say that one has left the builder' }),
};
