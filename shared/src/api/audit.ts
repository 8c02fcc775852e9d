import Type, { type Static } from 'typebox';
import { ActorSchema } from './actor.ts';
import { Id, List, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

export const AuditEntry = strict({
  id: Id,
  at: Timestamp,
  actor: ActorSchema,
  /** Such as `session.created`, `role.updated`, `records.exported`. */
  action: Type.String(),
  target: Type.Record(Type.String(), Type.Unknown()),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const auditRoutes = {
  list: route({
    method: 'GET',
    path: '/audit',
    summary: 'Who did what when, newest first',
    query: {
      ...page,
      action: Type.Optional(Type.String({ maxLength: 100 })),
      user: Type.Optional(Id),
      from: Type.Optional(Timestamp),
      to: Type.Optional(Timestamp),
    },
    answer: List(AuditEntry),
  }),
};
