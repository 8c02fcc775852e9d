import Type, { type Static } from 'typebox';
import { OneOf } from './lists.ts';
import { RecordView } from './records.ts';
import { route, strict } from './route.ts';

export const RecordLink = strict({
  /** Key of the field that links: of this record (`out`) or of the other (`in`). */
  field: Type.String(),
  /** Of the other record. */
  entityType: Type.String(),
  direction: OneOf(['in', 'out']),
  record: RecordView,
});
export type RecordLink = Static<typeof RecordLink>;

export const linkRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/records/:id/links',
    summary: 'Records linked from and to this one, where the caller may see them',
    answer: strict({ items: Type.Array(RecordLink) }),
  }),
};
