import { createHash } from 'node:crypto';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { ImportNameStore } from '../../store/imports-names.ts';
import type { RecordChange } from '../../store/records-write.ts';
import { failureOf, problemAt } from './problems.ts';
import type { ReadRow, RowProblem } from './row.ts';
import type { ImportRun, Prepared } from './run.ts';

/** Keeps unique values and numbers unique, before the database would refuse a whole batch for one row. */
@Injectable()
export class ImportUniqueness {
  constructor(private readonly names: ImportNameStore) {}

  /** Lets pass what takes no unique value that a record, or an earlier row, has. */
  async keep(
    run: ImportRun,
    decided: { row: ReadRow; change: RecordChange }[],
    prepared: Prepared,
    db: Queryable,
  ): Promise<void> {
    const { definition } = run.type;
    const unique = definition.fields.filter((field) => field.unique);
    const holders = new Map<string, { id: string; name: string }>();
    const seen = run.access.where('read');
    const titled = run.access.readsTitles();
    for (const field of unique) {
      const digests = decided.flatMap(({ change }) => digestOf(field, change.next) ?? []);
      if (digests.length === 0) continue;
      const rows = await this.names.holders(db, { entityType: definition.key, field, seen }, digests);
      for (const { digest, id, number, title, named } of rows) {
        const name = named ? `#${number}${titled ? ` ${title}` : ''}` : 'another record';
        holders.set(`${field.key} ${digest}`, { id, name });
      }
    }
    const numbered = decided.flatMap(({ row, change }) => (change.before ? [] : (row.number ?? [])));
    const taken = new Set(numbered.length > 0 ? await this.names.takenNumbers(db, definition.key, numbered) : []);
    const inBatch = new Map<string, number>();
    for (const { row, change } of decided) {
      const keys = unique.flatMap((field) => {
        const digest = digestOf(field, change.next);
        return digest === undefined ? [] : [{ field, key: `${field.key} ${digest}` }];
      });
      const problems: RowProblem[] = keys.flatMap(({ field, key }) => {
        const holder = holders.get(key);
        const line = inBatch.get(key) ?? run.brought.get(key);
        const by =
          holder && holder.id !== change.next.id ? holder.name : line !== undefined ? `line ${line}` : undefined;
        return by === undefined ? [] : [problemAt(run.plan, row.row, field.key, `Already the value of ${by}.`)];
      });
      if (row.number !== undefined && change.before === null) {
        const line = inBatch.get(`# ${row.number}`) ?? run.brought.get(`# ${row.number}`);
        if (taken.has(row.number) || line !== undefined) {
          problems.push(problemAt(run.plan, row.row, '$number', `The number ${row.number} is taken.`));
        } else keys.push({ field: definition.fields[0] as Field, key: `# ${row.number}` });
      }
      if (problems.length > 0) {
        prepared.failures.push(failureOf(row.row, problems));
        continue;
      }
      for (const { key } of keys) inBatch.set(key, row.row.line);
      (change.before ? prepared.changed : prepared.created).push(change);
      prepared.kept.push({ line: row.row.line, change });
      if (change.before === null) prepared.highestNumber = Math.max(prepared.highestNumber, row.number ?? 0);
      for (const { column, text } of row.postponed) {
        prepared.postponed.push({ recordId: change.next.id, line: row.row.line, column, text, row: row.row.cells });
      }
    }
    prepared.failures.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    prepared.brought = [...inBatch];
  }
}

/** What a unique index sees of a record's value; undefined where it has none. */
function digestOf(field: Field, record: RecordState): string | undefined {
  return digestOfValue(field, record.doc[field.key]);
}

/** The same of a value by itself. */
export function digestOfValue(field: Field, value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return createHash('md5')
    .update(field.kind === 'email' ? text.toLowerCase() : text)
    .digest('hex');
}
