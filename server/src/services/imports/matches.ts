import { kindOf } from '@etapa/shared/fields/kinds';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { ImportNameStore } from '../../store/imports-names.ts';
import { RecordStore } from '../../store/records.ts';
import { folded } from './plan.ts';
import type { ReadRow } from './row.ts';
import type { ImportRun, Matched } from './run.ts';

/** Finds the records that rows are about, where the mapping says by which field. */
@Injectable()
export class ImportMatches {
  constructor(
    private readonly names: ImportNameStore,
    private readonly records: RecordStore,
  ) {}

  /** In the order of the rows. @param marks are told by which values they were looked for */
  async find(run: ImportRun, read: ReadRow[], marks: Set<string>, db: Queryable): Promise<Matched[]> {
    const { match } = run.plan;
    if (!match) return read.map(() => ({ kind: 'new' }));
    const { field } = match;
    const texts = read.map(({ doc }) => textOf(doc[field.key]));
    const wanted = [...new Set(texts.filter((text) => text !== undefined))];
    for (const text of wanted) marks.add(`${field.key} ${folded(text)}`);
    const seen = run.access.where(match.then === 'update' ? 'update' : 'read');
    const entityType = run.type.key;
    const found = wanted.length > 0 ? await this.names.records(db, { entityType, field, seen }, wanted) : [];
    const folds = kindOf(field).family === 'text';
    const ids = new Map<string, string[]>();
    for (const { key, id } of found) {
      const name = folds ? folded(key) : key;
      ids.set(name, [...new Set([...(ids.get(name) ?? []), id])]);
    }
    const records = await this.records.findAll(db, entityType, [...new Set(found.map(({ id }) => id))]);
    const byId = new Map(records.map((record) => [record.id, record]));
    return texts.map((text) => {
      const held = text === undefined ? [] : (ids.get(folds ? folded(text) : text) ?? []);
      if (held.length > 1) return { kind: 'problem', problem: `${held.length} records have this value.` };
      const record = byId.get(held[0] ?? '');
      return record ? { kind: 'existing', record } : { kind: 'new' };
    });
  }
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
