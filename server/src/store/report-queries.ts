import type { Column } from '@etapa/shared/reports/columns';
import { type Grouping, groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import type { Queryable, Row } from './database.ts';
import { type ReportScope, ReportStatement } from './report-statement.ts';
import { bind, type Where } from './where.ts';

type Figure = string | number | boolean | null | { [currency: string]: number };
interface Figures {
  [column: string]: Figure;
}

const DEFAULT_LIMIT = 1_000;

/** Answers report queries that `checkQuery` has accepted. */
@Injectable()
export class ReportQueries {
  /** @returns rows by column key, and the measures over all rows together */
  async read(
    db: Queryable,
    query: ReportQuery,
    columns: Column[],
    scope: ReportScope,
  ): Promise<{ rows: Figures[]; totals: Figures }> {
    const [rows, [totals = {}]] = await Promise.all([
      this.rows(db, query, columns, scope),
      this.rows(db, { ...query, groupBy: [], sort: [], limit: 1 }, columns, scope),
    ]);
    return { rows, totals };
  }

  private async rows(db: Queryable, query: ReportQuery, columns: Column[], scope: ReportScope): Promise<Figures[]> {
    const statement = new ReportStatement(query, scope);
    const groups = (query.groupBy ?? []).map((grouping) => statement.group(grouping).sql);
    const measures = query.measures.map((measure) => statement.measure(measure));
    const keys = [...(query.groupBy ?? []).map(groupKey), ...query.measures.map(measureKey)];
    const selected = [...groups, ...measures].map((sql, index) => `${sql} AS c${index}`);
    const sql = `SELECT ${selected.join(', ')} ${statement.from()}
      ${groups.length > 0 ? `GROUP BY ${groups.map((_, index) => index + 1).join(', ')}` : ''}
      ORDER BY ${orderOf(query, keys, groups.length)} LIMIT ${query.limit ?? DEFAULT_LIMIT}`;
    const rows = await db.query(sql, statement.params);
    const kinds = new Map(columns.map(({ key, kind }) => [key, kind]));
    return rows.map((row) => figuresOf(row, keys, kinds));
  }
}

/**
 * The records behind one row of an answer, among those that meet the query's filter.
 *
 * @param values of the row's groups, in their order; null for the group of what is empty
 */
export function groupWhere(
  query: Pick<ReportQuery, 'dataset' | 'entityType'> & { groupBy: Grouping[] },
  values: (string | number | boolean | null)[],
  scope: Omit<ReportScope, 'where'>,
): Where {
  return (params, alias = 'r') => {
    const statement = new ReportStatement(query, { ...scope, where: null }, params, alias);
    const terms = query.groupBy.map((grouping, index) => {
      const { sql, type } = statement.group(grouping);
      const value = values[index] ?? null;
      return `${sql} IS NOT DISTINCT FROM ${bind(params, value === null ? null : String(value))}::${type}`;
    });
    return statement.exists(terms);
  };
}

/** The type a group's values have, as `groupWhere` compares them. */
export function groupType(query: Pick<ReportQuery, 'dataset' | 'entityType'>, grouping: Grouping, scope: ReportScope) {
  return new ReportStatement(query, scope).group(grouping).type;
}

/** As asked; else by groups. Empty values come last, and what was not asked breaks ties, so that pages are stable. */
function orderOf({ sort = [] }: ReportQuery, keys: string[], groups: number): string {
  const asked = sort.map((name) => {
    const column = keys.indexOf(name.replace(/^-/, '')) + 1;
    return `${column} ${name.startsWith('-') ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const rest = Array.from({ length: Math.max(groups, 1) }, (_, index) => `${index + 1} NULLS LAST`);
  return [...asked, ...rest].join(', ');
}

const NUMBERS = new Set(['number', 'money', 'seconds']);

function figuresOf(row: Row, keys: string[], kinds: ReadonlyMap<string, string>): Figures {
  const figures: Figures = {};
  for (const [index, key] of keys.entries()) {
    const value = row[`c${index}`] ?? null;
    if (value instanceof Date) figures[key] = value.toISOString();
    else if (value !== null && NUMBERS.has(kinds.get(key) ?? '')) figures[key] = numbersOf(value);
    else figures[key] = value as Figure;
  }
  return figures;
}

/** Medians are found among floats: 15 significant digits are what an amount has, further ones are the float's own. */
function numbersOf(value: unknown): Figure {
  if (typeof value !== 'object' || value === null) return Number(Number(value).toPrecision(15));
  return Object.fromEntries(Object.entries(value).map(([currency, each]) => [currency, Number(numbersOf(each))]));
}
