import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import type { Dataset, ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { datasetDocument } from './dataset-columns.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { type Among, amongTerm } from './report-queries.ts';
import { type ReportScope, ReportStatement } from './report-statement.ts';
import { bind } from './where.ts';

/** Which rows of a dataset are wanted. */
export interface RowsAsked {
  query: Pick<ReportQuery, 'dataset' | 'entityType'>;
  scope: ReportScope;
  /** The groups that they stand in. */
  groups: Among[];
  /** SQL of what else a row `d` must meet; null: nothing. */
  term: ((params: unknown[]) => string) | null;
}

export interface DatasetRow {
  id: string;
  recordId: string;
  number: number;
  title: string;
  /** By the names of `DATASET_COLUMNS`. */
  values: { [column: string]: unknown };
}

/** What rows are known by, in the order in which they were made. */
const IDS: { [Name in Dataset]: [column: string, type: 'bigint' | 'uuid'] } = {
  records: ['r.id', 'uuid'],
  stageVisits: ['d.id', 'bigint'],
  tasks: ['d.id', 'uuid'],
  events: ['d.seq', 'bigint'],
  contacts: ['d.id', 'uuid'],
};

/** The rows behind a figure: those that it counts, one by one. */
@Injectable()
export class ReportRows {
  /** A page, the rows made last first. */
  async page(db: Queryable, asked: RowsAsked, { limit, after }: PageRequest): Promise<Page<DatasetRow>> {
    const { query, scope } = asked;
    const [id, type] = IDS[query.dataset];
    const { statement, terms } = narrowed(asked);
    if (after) terms.push(`${id} < ${bind(statement.params, String(after[0]))}::${type}`);
    const document = datasetDocument(query.dataset, scope.environment.now);
    const rows = await db.query<DatasetRow>(
      `SELECT ${id}::text AS id, r.id AS "recordId", r.number, r.title, ${document} AS values
       ${statement.from(terms, true)} ORDER BY ${id} DESC LIMIT ${limit + 1}`,
      statement.params,
    );
    const named = rows.map((row) => ({ ...row, values: byColumn(query.dataset, row.values) }));
    return cutPage(
      named,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async count(db: Queryable, asked: RowsAsked): Promise<number> {
    const { statement, terms } = narrowed(asked);
    const [row] = await db.query<{ n: number }>(`SELECT count(*)::int AS n ${statement.from(terms)}`, statement.params);
    return row?.n ?? 0;
  }
}

function narrowed({ query, scope, groups, term }: RowsAsked): { statement: ReportStatement; terms: string[] } {
  const statement = new ReportStatement(query, scope);
  const terms = groups.map((among) => amongTerm(statement, among));
  if (term) terms.push(`(${term(statement.params)})`);
  return { statement, terms };
}

/** A row's document by the columns' whole names. */
function byColumn(dataset: Dataset, document: { [key: string]: unknown }): { [column: string]: unknown } {
  const names = Object.keys(DATASET_COLUMNS[dataset]);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = document[name.slice(name.indexOf('.') + 1)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
