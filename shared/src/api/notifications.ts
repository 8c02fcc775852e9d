import Type, { type Static } from 'typebox';
import { Id, Nullable, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

export const Notification = strict({
  id: Id,
  /** `mention`, `assigned`, `rule`, `job` … */
  kind: Type.String(),
  text: Type.String(),
  recordId: Nullable(Id),
  entityType: Nullable(Type.String()),
  data: Type.Record(Type.String(), Type.Unknown()),
  createdAt: Timestamp,
  readAt: Nullable(Timestamp),
});
export type Notification = Static<typeof Notification>;

export const notificationRoutes = {
  list: route({
    method: 'GET',
    path: '/notifications',
    summary: 'Own notifications, newest first',
    query: { ...page, unread: Type.Optional(Type.Boolean()) },
    answer: strict({
      items: Type.Array(Notification),
      nextCursor: Nullable(Type.String()),
      unreadCount: Type.Integer({ minimum: 0 }),
    }),
  }),
  read: route({
    method: 'POST',
    path: '/notifications/read',
    summary: 'Mark notifications as read',
    body: Type.Union([strict({ ids: Type.Array(Id, { maxItems: 1000 }) }), strict({ all: Type.Literal(true) })]),
    answer: strict({ unreadCount: Type.Integer({ minimum: 0 }) }),
  }),
};
