import type { RecordView } from '@etapa/shared/api/records';
import { isReadOnly } from '@etapa/shared/definition/document';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { sameJson } from '@etapa/shared/process/changes';

/** Which of the two records. */
export type Side = 0 | 1;

/** A field that either record has a value of. */
export interface MergeRow {
  field: Field;
  /** `same`: nothing to choose; `both`: links and files add up; `choose`: one of the two. */
  how: 'same' | 'both' | 'choose';
  /** Chosen unless somebody chooses otherwise: what stays, where it has a value. */
  side: Side;
}

/** The fields to be looked at, those that differ first. */
export function mergeRows(type: EntityType, [one, other]: [RecordView, RecordView], staying: Side): MergeRow[] {
  const rows = type.fields.flatMap((field): MergeRow[] => {
    const [a, b] = [one.doc[field.key], other.doc[field.key]];
    if (isReadOnly(field) || (a === undefined && b === undefined)) return [];
    const own = staying === 0 ? a : b;
    const side: Side = own === undefined ? (staying === 0 ? 1 : 0) : staying;
    const both = (field.kind === 'links' || field.kind === 'files') && a !== undefined && b !== undefined;
    return [{ field, how: sameJson(a ?? null, b ?? null) ? 'same' : both ? 'both' : 'choose', side }];
  });
  return [...rows.filter(({ how }) => how !== 'same'), ...rows.filter(({ how }) => how === 'same')];
}

/** What was chosen, for the server; a field without a choice goes by its rule. */
export function pickedValues(
  rows: readonly MergeRow[],
  records: [RecordView, RecordView],
  picked: { [field: string]: Side },
): Doc {
  return Object.fromEntries(
    rows
      .filter(({ how }) => how === 'choose')
      .map(({ field: { key }, side }) => [key, records[picked[key] ?? side].doc[key] ?? null]),
  );
}
