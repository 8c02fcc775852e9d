import Type, { type Static } from 'typebox';
import { Id, List, page } from './lists.ts';
import { route, strict } from './route.ts';
import { TimelineEntry } from './timeline.ts';

export const FollowState = strict({
  following: Type.Boolean(),
  /** How many people follow the record. */
  followers: Type.Integer({ minimum: 0 }),
});
export type FollowState = Static<typeof FollowState>;

/** Something that others did to a record one follows. */
export const FollowedChange = strict({
  entityType: Type.String(),
  record: strict({ id: Id, number: Type.Integer(), title: Type.String() }),
  entry: TimelineEntry,
});
export type FollowedChange = Static<typeof FollowedChange>;

const path = '/entity-types/:key/records/:id/follow' as const;

export const followRoutes = {
  get: route({ method: 'GET', path, summary: 'Whether one follows a record', answer: FollowState }),
  follow: route({ method: 'PUT', path, summary: 'Follow a record', answer: FollowState }),
  unfollow: route({ method: 'DELETE', path, summary: 'Follow a record no longer', answer: FollowState }),
  changes: route({
    method: 'GET',
    path: '/follows/changes',
    summary: 'What others changed on the records one follows, newest first',
    query: { limit: page.limit },
    answer: List(FollowedChange),
  }),
};
