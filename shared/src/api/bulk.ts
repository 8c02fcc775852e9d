import Type, { type Static } from 'typebox';
import { MOST_TAGS } from '../process/tags.ts';
import { Behind } from './behind.ts';
import { JobStarted } from './jobs.ts';
import { Id, Nullable } from './lists.ts';
import { ConditionSchema, DocSchema } from './records.ts';
import { route, strict } from './route.ts';

const Key = Type.String({ minLength: 1, maxLength: 100 });

/** `true`, or an object that says no more. */
const Plain = Type.Union([Type.Literal(true), strict({})]);

/** Fields of the record with their new values; a text that begins with `=` is a formula over the record. */
const Values = DocSchema;

const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: MOST_TAGS });

/** What is done to each record: one of these, under its name. */
export const BulkAction = Type.Union([
  strict({
    move: strict({
      stage: Key,
      funnel: Type.Optional(Key),
      /** What the stage asks for. */
      doc: Type.Optional(Values),
    }),
  }),
  strict({ update: strict({ doc: Values, ownerId: Type.Optional(Nullable(Id)) }) }),
  strict({ assign: strict({ ownerId: Nullable(Id) }) }),
  strict({
    link: strict({
      /** A field of kind `link` or `links`. */
      field: Key,
      /** A record; null takes the links away. */
      to: Nullable(Type.Union([Id, Type.Array(Id, { minItems: 1, maxItems: 100 })])),
      /** `true`: the other links of a field of kind `links` go. */
      replace: Type.Optional(Type.Boolean()),
      /** Other fields set in the same step. */
      doc: Type.Optional(Values),
    }),
  }),
  strict({
    create: strict({
      entityType: Key,
      funnel: Type.Optional(Key),
      stage: Type.Optional(Key),
      /** Absent: the owner of the record it is made for. */
      ownerId: Type.Optional(Nullable(Id)),
      /** Values of the new record; formulas are over the record it is made for. */
      doc: Type.Optional(Values),
      /** Field of the new record that links to the one it is made for. */
      linkField: Type.Optional(Key),
      /** `true`: a record that one is linked to already, by `linkField`, gets no second one. */
      once: Type.Optional(Type.Boolean()),
    }),
  }),
  strict({ tag: strict({ add: Type.Optional(Tags), remove: Type.Optional(Tags) }) }),
  strict({ delete: Plain }),
  strict({ restore: Plain }),
]);
export type BulkAction = Static<typeof BulkAction>;

/** Records named at most; a filter has no limit. */
export const MOST_IDS = 10_000;

export const BulkRequest = strict({
  ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: MOST_IDS })),
  /** The records that meet it when the call comes in; `{"combinator": "and", "rules": []}` for all. */
  filter: Type.Optional(ConditionSchema),
  /** With `filter` or alone: those a search finds. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  /** The records behind a figure of a report. */
  behind: Type.Optional(Behind),
  action: BulkAction,
});
export type BulkRequest = Static<typeof BulkRequest>;

export const bulkRoutes = {
  start: route({
    method: 'POST',
    path: '/entity-types/:key/records/bulk',
    summary: 'Do something to many records, by ids or by a filter; one bad record does not stop the rest',
    body: BulkRequest,
    answer: JobStarted,
    status: 202,
  }),
  undo: route({
    method: 'POST',
    path: '/jobs/:id/undo',
    summary: 'Take back what a bulk change or an import did, where nobody has changed it since',
    params: { id: Id },
    answer: JobStarted,
    status: 202,
  }),
};
