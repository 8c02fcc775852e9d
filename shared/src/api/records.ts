import Type, { type Static } from 'typebox';
import type { ConditionGroup } from '../conditions/condition.ts';
import type { Doc } from '../fields/field.ts';
import type { SetAside } from '../process/record.ts';
import { MOST_TAGS } from '../process/tags.ts';
import { ActorSchema } from './actor.ts';
import { Behind } from './behind.ts';
import { Id, json, Nullable, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

/** A document as it is sent; the definition says what it may hold. */
export const DocSchema = Type.Unsafe<Doc>({ type: 'object' });

/** A condition as it is sent; checked against the definition, which says where it is wrong. */
export const ConditionSchema = Type.Unsafe<ConditionGroup>({ type: 'object' });

export const RecordView = strict({
  id: Id,
  number: Type.Integer(),
  entityType: Type.String(),
  funnel: Nullable(Type.String()),
  stage: Nullable(Type.String()),
  stageEnteredAt: Nullable(Timestamp),
  title: Type.String(),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  teamId: Nullable(Id),
  tags: Type.Array(Type.String()),
  /** Without fields the caller may not read. */
  doc: DocSchema,
  /** Values that a change of the definition left without a place, by field; absent where there are none. */
  setAside: Type.Optional(Type.Unsafe<SetAside>({ type: 'object' })),
  /** Titles of the records that `doc` links to, where the caller may see them, by id. */
  titles: Type.Record(Type.String(), Type.String()),
  /** On a board: the open task that is due first; absent where there is none. */
  nextTask: Type.Optional(strict({ id: Id, title: Type.String(), dueAt: Nullable(Timestamp) })),
  version: Type.Integer(),
  createdAt: Timestamp,
  createdBy: ActorSchema,
  updatedAt: Timestamp,
  lastActivityAt: Timestamp,
  closedAt: Nullable(Timestamp),
  deletedAt: Nullable(Timestamp),
  /** Of a record in the trash that was merged into another: which one. */
  mergedInto: Type.Optional(strict({ id: Id, number: Type.Integer() })),
});
export type RecordView = Static<typeof RecordView>;

const Key = Type.String({ minLength: 1, maxLength: 100 });
const Version = Type.Integer({ minimum: 1 });

export const NewRecord = strict({
  doc: DocSchema,
  funnel: Type.Optional(Key),
  stage: Type.Optional(Key),
  ownerId: Type.Optional(Nullable(Id)),
});
export type NewRecord = Static<typeof NewRecord>;

export const RecordChanges = strict({
  /** Absent: the last writer wins, field by field. */
  version: Type.Optional(Version),
  /** Changed fields; null clears. */
  doc: Type.Optional(DocSchema),
  ownerId: Type.Optional(Nullable(Id)),
  /** All that the record is to have. */
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: MOST_TAGS })),
});
export type RecordChanges = Static<typeof RecordChanges>;

export const RecordMove = strict({
  stage: Key,
  funnel: Type.Optional(Key),
  version: Type.Optional(Version),
  /** What the stage asks for, in the same step. */
  doc: Type.Optional(DocSchema),
  /** The card to stand behind; null for the top. */
  after: Type.Optional(Nullable(Id)),
});
export type RecordMove = Static<typeof RecordMove>;

/** What narrows a list, a board and an export. */
export const filtering = {
  filter: Type.Optional(json(ConditionSchema)),
  /** Found in number, title and texts, whatever their case. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  /** The records behind a figure of a report. */
  behind: Type.Optional(json(Behind)),
};

/** Such as `-amount,$createdAt`. */
export const Sort = Type.String({ minLength: 1, maxLength: 1000 });

export const RecordOption = strict({ id: Id, number: Type.Integer(), title: Type.String() });
export type RecordOption = Static<typeof RecordOption>;

const base = '/entity-types/:key/records' as const;

export const recordRoutes = {
  list: route({
    method: 'GET',
    path: base,
    summary: 'Records one may see, newest first unless sorted otherwise',
    query: {
      ...page,
      ...filtering,
      sort: Type.Optional(Sort),
      count: Type.Optional(Type.Unsafe<'exact'>({ type: 'string', enum: ['exact'] })),
      /** `true`: what is in the trash instead. */
      deleted: Type.Optional(Type.Boolean()),
    },
    answer: strict({
      items: Type.Array(RecordView),
      nextCursor: Nullable(Type.String()),
      total: Type.Optional(Type.Integer()),
    }),
  }),
  create: route({
    method: 'POST',
    path: base,
    summary: 'Make a record, in the first stage unless another is named',
    body: NewRecord,
    answer: RecordView,
    status: 201,
  }),
  options: route({
    method: 'GET',
    path: `${base}/options`,
    summary: 'Records to choose from, best match first',
    query: { q: Type.Optional(Type.String({ maxLength: 200 })), limit: page.limit },
    answer: strict({ items: Type.Array(RecordOption) }),
  }),
  get: route({ method: 'GET', path: `${base}/:id`, summary: 'One record, by id or number', answer: RecordView }),
  update: route({
    method: 'PATCH',
    path: `${base}/:id`,
    summary: 'Change fields or owner',
    body: RecordChanges,
    answer: RecordView,
  }),
  move: route({
    method: 'POST',
    path: `${base}/:id/move`,
    summary: 'Move to a stage and place, with what the stage asks for',
    body: RecordMove,
    answer: RecordView,
  }),
  remove: route({ method: 'DELETE', path: `${base}/:id`, summary: 'Put into the trash' }),
  restore: route({
    method: 'POST',
    path: `${base}/:id/restore`,
    summary: 'Bring back from the trash',
    answer: RecordView,
  }),
};
