import Type, { type Static } from 'typebox';
import type { Actor, Cause } from '../process/record.ts';
import { Id, List, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

export const TIMELINE_KINDS = ['change', 'move', 'comment', 'contact', 'task', 'approval', 'email', 'rule'] as const;

/** Who, with the name that people see. */
export const NamedActor = Type.Unsafe<Actor & { name: string | null }>({
  type: 'object',
  required: ['kind', 'id', 'name'],
  properties: { kind: { type: 'string' }, id: { type: 'string' }, name: { type: ['string', 'null'] } },
});

/** Why: the rule in whose run it happened, by name. Empty for what a person did. */
export const NamedCause = Type.Unsafe<Partial<Cause> & { ruleName?: string }>({ type: 'object' });

export const TimelineEntry = strict({
  id: Type.String(),
  /** `record.updated`, `record.moved`, `comment.added`, `task.created`, `rule.run` … */
  kind: Type.String(),
  at: Timestamp,
  actor: NamedActor,
  cause: NamedCause,
  /** By `kind`: `changes: [{field, before, after}]`, `from` and `to`, `comment`, `task`, `run`. */
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type TimelineEntry = Static<typeof TimelineEntry>;

export const timelineRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/records/:id/timeline',
    summary: 'What happened to a record, newest first, each with who and why',
    query: { ...page, kind: Type.Optional(OneOf(TIMELINE_KINDS)) },
    params: { id: Type.Union([Id, Type.String({ pattern: '^[0-9]{1,15}$' })]) },
    answer: List(TimelineEntry),
  }),
};
