import Type, { type Static } from 'typebox';
import { Nullable } from './lists.ts';
import { filtering, RecordView } from './records.ts';
import { route, strict } from './route.ts';

/** Total of a field, or one per currency where the currency differs by record. */
export const BoardSum = Type.Unsafe<number | { [currency: string]: number }>({
  type: ['number', 'object'],
  additionalProperties: { type: 'number' },
});

export const BoardColumn = strict({
  stage: Type.String(),
  count: Type.Integer({ minimum: 0 }),
  /** Of money, number and integer fields, by key. */
  sums: Type.Record(Type.String(), BoardSum),
  items: Type.Array(RecordView),
  nextCursor: Nullable(Type.String()),
});
export type BoardColumn = Static<typeof BoardColumn>;

export const BoardLane = strict({
  /** The option's key or the person's id; null for records without a value. */
  value: Nullable(Type.String()),
  columns: Type.Array(BoardColumn),
});
export type BoardLane = Static<typeof BoardLane>;

export const boardRoutes = {
  read: route({
    method: 'GET',
    path: '/entity-types/:key/board',
    summary: 'Columns of a funnel with count, sums and first cards; `stage` with `cursor` goes on in one column',
    query: {
      ...filtering,
      /** Default: the type's first. */
      funnel: Type.Optional(Type.String({ maxLength: 100 })),
      perColumn: Type.Optional(Type.Integer({ minimum: 0, maximum: 200, default: 50 })),
      stage: Type.Optional(Type.String({ maxLength: 100 })),
      cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
      /** A field of kind `select` or `user`, or `$owner`: cards are in `lanes` then, and `columns` hold totals alone. */
      laneBy: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    },
    answer: strict({ columns: Type.Array(BoardColumn), lanes: Type.Optional(Type.Array(BoardLane)) }),
  }),
};
