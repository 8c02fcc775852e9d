import { kindOf } from '@etapa/shared/fields/kinds';
import { decide } from '@etapa/shared/process/decide';
import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '../../store/database.ts';
import { ImportStore, type PostponedLink } from '../../store/imports.ts';
import { ImportNameStore } from '../../store/imports-names.ts';
import { JobStore, type NewFailure } from '../../store/jobs.ts';
import { RecordStore } from '../../store/records.ts';
import type { RecordChange } from '../../store/records-write.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RecordContexts } from '../records-context.ts';
import { ImportKeeper } from './keep.ts';
import { namesIn } from './names.ts';
import { type Column, folded } from './plan.ts';
import type { ImportRun } from './run.ts';

/** Links set together. */
const BATCH = 500;

/** Runs a piece of work in a transaction, which also notes how many more rows have failed. */
type Keep = (work: (tx: Transaction) => Promise<void>, failures: number) => Promise<void>;

/** Sets the links of rows to rows that came later in the same file, once all are there. */
@Injectable()
export class ImportPostponed {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly names: ImportNameStore,
    private readonly records: RecordStore,
    private readonly jobs: JobStore,
    private readonly contexts: RecordContexts,
    private readonly keeper: ImportKeeper,
  ) {}

  /**
   * @param failed rows that have failed so far
   * @param db where the imported records can be read
   * @returns rows that have failed in all: the record of such a row is there, without the link
   */
  async setAll(run: ImportRun, failed: number, keep: Keep, db: Queryable = this.database): Promise<number> {
    let total = failed;
    for (;;) {
      // Those that are done are deleted in the transaction that does them.
      const links = await this.store.postponed(db, run.jobId, BATCH);
      if (links.length === 0) return total;
      const { changes, failures } = await this.decide(run, links, db);
      await keep(async (tx) => {
        await this.keeper.write(tx, run, run.type, changes);
        await this.jobs.addFailures(tx, run.jobId, failures, total);
        await this.store.dropPostponed(
          tx,
          run.jobId,
          links.map(({ ordinal }) => ordinal),
        );
      }, failures.length);
      total += failures.length;
    }
  }

  private async decide(
    run: ImportRun,
    links: PostponedLink[],
    db: Queryable,
  ): Promise<{ changes: RecordChange[]; failures: NewFailure[] }> {
    const failures: NewFailure[] = [];
    const changes: RecordChange[] = [];
    const ids = [...new Set(links.map(({ recordId }) => recordId))];
    const records = new Map((await this.records.findAll(db, run.type.key, ids)).map((record) => [record.id, record]));
    for (const column of run.plan.columns) await this.find(run, column, links, db);
    const fields = run.access.everywhere();
    const writable = fields.write === 'all' ? undefined : fields;
    for (const record of records.values()) {
      const own = links.filter(({ recordId }) => recordId === record.id);
      const doc = Object.fromEntries(
        own.flatMap((link) => {
          const read = this.read(run, link);
          if ('value' in read) return [[read.key, read.value]];
          failures.push({
            line: link.line,
            column: link.column,
            value: link.text,
            problem: read.problem,
            row: link.row,
          });
          return [];
        }),
      );
      if (Object.keys(doc).length === 0) continue;
      const command = { kind: 'patch', doc } as const;
      const { context } = await this.contexts.prepare(db, run.doer, [{ type: run.type, record, command }], writable);
      const decided = decide(run.type.definition, record, command, context);
      const [first] = own;
      if (decided.ok) changes.push({ before: record, ...decided.value });
      else if (first) {
        const problem = decided.refusal.errors?.map(({ message }) => message).join(' ') ?? decided.refusal.detail;
        failures.push({ line: first.line, column: first.column, value: first.text, problem, row: first.row });
      }
    }
    return { changes, failures };
  }

  private async find(run: ImportRun, column: Column, links: PostponedLink[], db: Queryable): Promise<void> {
    const { target } = column;
    if (target.kind !== 'field' || !target.by) return;
    const texts = links.flatMap((link) => (link.column === column.header ? namesIn(link.text, true) : []));
    if (texts.length === 0) return;
    const found = new Map<string, string>();
    const { field, target: type } = target.by;
    const seen = run.access.of(type.key)?.where('read') ?? null;
    const asked = { entityType: type.key, field, seen };
    for (const { key, id } of await this.names.records(db, asked, [...new Set(texts)])) {
      if (!found.has(folded(key))) found.set(folded(key), id);
    }
    this.found.set(column, found);
  }

  /** Ids by name, of the batch in hand. */
  private readonly found = new WeakMap<Column, Map<string, string>>();

  private read(run: ImportRun, { column: header, text }: PostponedLink) {
    const column = run.plan.columns.find((each) => each.header === header);
    if (column?.target.kind !== 'field') throw new Error('A postponed link has lost its column.');
    const { field } = column.target;
    const found = this.found.get(column);
    const parsed = kindOf(field).parse(field, text, { resolve: (name) => found?.get(folded(name)) });
    if (parsed.ok && parsed.value !== undefined) return { key: field.key, value: parsed.value };
    return { problem: `"${text}" is in the file, but its row was refused: the record was kept without this link.` };
  }
}
