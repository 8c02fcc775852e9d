import Type, { type Static } from 'typebox';
import { Id, List, Nullable, OneOf, page, Timestamp, Whole } from './lists.ts';
import { DocSchema, RecordView } from './records.ts';
import { route, strict } from './route.ts';

/** Why two records may be the same thing, in values the caller may read. */
export const DuplicateReason = strict({
  /** Key of the field of the record looked at, and of the other. */
  field: Type.String(),
  otherField: Type.String(),
  sort: OneOf(['company', 'name', 'email', 'phone', 'url', 'value']),
  /** `same`: letter by letter; `spelling`: written otherwise; `form`: but for a legal form that one of them lacks. */
  alike: OneOf(['same', 'spelling', 'form']),
  value: Type.String(),
  otherValue: Type.String(),
});
export type DuplicateReason = Static<typeof DuplicateReason>;

export const Duplicate = strict({
  record: RecordView,
  /** False: maybe, as a legal form is missing. */
  likely: Type.Boolean(),
  reasons: Type.Array(DuplicateReason),
});
export type Duplicate = Static<typeof Duplicate>;

/** Records that may be one and the same thing. */
export const DuplicateGroup = strict({
  likely: Type.Boolean(),
  /** Of each record against the first. */
  reasons: Type.Array(DuplicateReason),
  records: Type.Array(RecordView),
});
export type DuplicateGroup = Static<typeof DuplicateGroup>;

export const Merge = strict({
  id: Id,
  survivorId: Id,
  lostId: Id,
  /** Number and title of the record that is no more. */
  lostNumber: Type.Integer(),
  lostTitle: Type.String(),
  mergedAt: Timestamp,
  mergedByName: Nullable(Type.String()),
});
export type Merge = Static<typeof Merge>;

const base = '/entity-types/:key' as const;
const Version = Type.Integer({ minimum: 1 });

export const MergeRequest = strict({
  /** The record that goes into this one. */
  with: Id,
  /** Absent: whatever they are by now. */
  version: Type.Optional(Version),
  withVersion: Type.Optional(Version),
  /** Values that were chosen; null clears. A field not named keeps its value, or takes the other's where it is empty. */
  doc: Type.Optional(DocSchema),
  ownerId: Type.Optional(Nullable(Id)),
});
export type MergeRequest = Static<typeof MergeRequest>;

export const duplicateRoutes = {
  check: route({
    method: 'POST',
    path: `${base}/duplicates/check`,
    summary: 'Records that a document, such as one being typed, may be a duplicate of',
    body: strict({
      doc: DocSchema,
      /** The record it is of. */
      except: Type.Optional(Id),
    }),
    answer: Whole(Duplicate),
    status: 200,
  }),
  of: route({
    method: 'GET',
    path: `${base}/records/:id/duplicates`,
    summary: 'Records that may be the same thing as this one',
    answer: Whole(Duplicate),
  }),
  list: route({
    method: 'GET',
    path: `${base}/duplicates`,
    summary: 'Groups of records that may be the same thing',
    query: { ...page },
    answer: List(DuplicateGroup),
  }),
  decide: route({
    method: 'POST',
    path: `${base}/duplicates/verdicts`,
    summary: 'Say of records that they are different things, or that this was wrong',
    body: strict({
      ids: Type.Array(Id, { minItems: 2, maxItems: 100, uniqueItems: true }),
      different: Type.Boolean(),
    }),
  }),
  merge: route({
    method: 'POST',
    path: `${base}/records/:id/merge`,
    summary: 'Make two records one: this one stays, the other goes to the trash',
    body: MergeRequest,
    answer: strict({ mergeId: Id, record: RecordView }),
    status: 200,
  }),
  merges: route({
    method: 'GET',
    path: `${base}/records/:id/merges`,
    summary: 'Which records went into this one',
    answer: Whole(Merge),
  }),
  undo: route({
    method: 'POST',
    path: '/merges/:id/undo',
    summary: 'Make two records of one again, as they were',
    params: { id: Id },
    answer: strict({ record: RecordView, restored: RecordView }),
    status: 200,
  }),
};
