import { changesBetween, sameJson } from '@etapa/shared/process/changes';
import type { RecordState } from '@etapa/shared/process/record';
import type { BulkPart } from '../../store/bulk.ts';

/** What was changed of a record, as far as it can be taken back. */
export function changedParts(
  before: RecordState,
  next: RecordState,
): { recordId: string; before: BulkPart; after: BulkPart } {
  const changes = changesBetween(before.doc, next.doc);
  const part = (record: RecordState, doc: BulkPart['doc']): BulkPart => ({
    ...(doc ? { doc } : {}),
    ...(before.ownerId === next.ownerId ? {} : { ownerId: record.ownerId }),
    ...(sameJson(tagsOf(before), tagsOf(next)) ? {} : { tags: tagsOf(record) }),
    ...(before.stage === next.stage && before.funnel === next.funnel
      ? {}
      : { funnel: record.funnel, stage: record.stage }),
    ...((before.deletedAt === null) === (next.deletedAt === null) ? {} : { deleted: record.deletedAt !== null }),
  });
  return { recordId: next.id, before: part(before, changes?.before), after: part(next, changes?.after) };
}

const tagsOf = ({ tags = [] }: RecordState): string[] => [...tags];
