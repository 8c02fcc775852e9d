import Type, { type Static } from 'typebox';
import { ActorSchema } from './actor.ts';
import { Id, List, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

export const Comment = strict({
  id: Id,
  recordId: Id,
  text: Type.String(),
  mentions: Type.Array(Id),
  createdBy: ActorSchema,
  createdAt: Timestamp,
});
export type Comment = Static<typeof Comment>;

export const NewComment = strict({
  text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
  /** People told of it, where they may read the record. */
  mentions: Type.Optional(Type.Array(Id, { maxItems: 100, uniqueItems: true })),
});
export type NewComment = Static<typeof NewComment>;

export const commentRoutes = {
  list: route({
    method: 'GET',
    path: '/comments',
    summary: 'Comments on a record, newest first',
    query: { ...page, record: Id },
    answer: List(Comment),
  }),
  create: route({
    method: 'POST',
    path: '/entity-types/:key/records/:id/comments',
    summary: 'Comment on a record',
    body: NewComment,
    answer: Comment,
    status: 201,
  }),
  remove: route({
    method: 'DELETE',
    path: '/comments/:id',
    summary: 'Take back a comment: its author, or an administrator',
    params: { id: Id },
  }),
};
