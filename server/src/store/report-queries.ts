import type { Column } from '@etapa/shared/reports/columns';
import { type Grouping, groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import type { Queryable, Row } from './database.ts';
import { PackedRecords } from './packed-records.ts';
import { type OnePass, onePass, type Part } from './report-one-pass.ts';
import { PartsPass } from './report-packed.ts';
import { type ReportScope, ReportStatement } from './report-statement.ts';
import { WholePass, wholePlan } from './report-whole.ts';
import { bind, type Where } from './where.ts';

type Figure = string | number | boolean | null | { [currency: string]: number };
interface Figures {
  [column: string]: Figure;
}

interface ReadAnswer {
  rows: Figures[];
  totals: Figures;
}

const DEFAULT_LIMIT = 1_000;

/** Answers report queries that `checkQuery` has accepted. */
@Injectable()
export class ReportQueries {
  constructor(private readonly packed: PackedRecords) {}

  /** @returns rows by column key, and the measures over all rows together */
  async read(db: Queryable, query: ReportQuery, columns: Column[], scope: ReportScope): Promise<ReadAnswer> {
    const pass = onePass(query, scope, orderOf, query.limit ?? DEFAULT_LIMIT);
    if (pass) return this.passed(db, pass, query, columns, scope);
    return this.atOnce(db, query, columns, scope);
  }

  /** Of measures that are about all the rows of a group at once: medians, and how many different values there are. */
  private atOnce(db: Queryable, query: ReportQuery, columns: Column[], scope: ReportScope): Promise<ReadAnswer> {
    const keys = [...(query.groupBy ?? []).map(groupKey), ...query.measures.map(measureKey)];
    const order = orderOf(query, keys, query.groupBy?.length ?? 0);
    const plan = asksOfVisits(query) ? null : wholePlan(query, scope, order, query.limit ?? DEFAULT_LIMIT);
    const bySql = () => this.bySteps(db, query, columns, scope);
    if (!plan) return bySql();
    const whole = async (groups: string) =>
      answerOf(await db.query<Row & { part: Part }>(plan.sql, [groups]), plan.keys, query, columns);
    const cohort = { entityType: query.entityType, from: null, to: null, where: scope.where };
    return this.packed.count(db, cohort, plan.specs, new WholePass(plan, whole), bySql);
  }

  private async bySteps(db: Queryable, query: ReportQuery, columns: Column[], scope: ReportScope): Promise<ReadAnswer> {
    if (!query.groupBy?.length) {
      const rows = await this.rows(db, query, columns, scope);
      return { rows, totals: rows[0] ?? {} };
    }
    const [rows, [totals = {}]] = await Promise.all([
      query.top ? this.topRows(db, query, columns, scope) : this.rows(db, query, columns, scope),
      this.rows(db, { ...query, groupBy: [], sort: [], limit: 1 }, columns, scope),
    ]);
    return { rows, totals };
  }

  private async passed(
    db: Queryable,
    { sql, params, keys, packed }: OnePass,
    query: ReportQuery,
    columns: Column[],
    { where }: ReportScope,
  ) {
    type Found = Row & { part: Part };
    const bySql = () => db.query<Found>(sql, params);
    const plan = asksOfVisits(query) ? null : packed;
    const cohort = { entityType: query.entityType, from: null, to: null, where };
    const found = plan
      ? await this.packed.count(
          db,
          cohort,
          plan.specs,
          new PartsPass(plan, query.groupBy?.length ?? 0, (parts) => db.query<Found>(plan.sql, [parts])),
          bySql,
        )
      : await bySql();
    return answerOf(found, keys, query, columns);
  }

  /** The rows of the first grouping's largest groups; the rest together, by the groupings after it, where asked. */
  private async topRows(db: Queryable, query: ReportQuery, columns: Column[], scope: ReportScope): Promise<Figures[]> {
    const [first, ...rest] = query.groupBy ?? [];
    const [measure] = query.measures;
    if (!first || !measure || !query.top) return this.rows(db, query, columns, scope);
    const ranked = new ReportStatement(query, scope);
    const group = ranked.group(first).sql;
    const largest = await db.query<{ key: GroupKey }>(
      `SELECT ${group} AS key, ${ranked.rank(measure)} AS rank ${ranked.from()}
       GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST LIMIT ${query.top.n}`,
      ranked.params,
    );
    const keys = largest.map(({ key }) => key);
    const rows = await this.rows(db, query, columns, scope, { grouping: first, keys, within: true });
    if (!query.top.others) return rows;
    const others = { ...query, groupBy: rest, sort: [] };
    const remaining = await this.rows(db, others, columns, scope, { grouping: first, keys, within: false });
    const isAny = rest.length > 0 || (await this.count(db, query, scope, { grouping: first, keys, within: false })) > 0;
    return isAny ? [...rows, ...remaining.map((row) => ({ ...row, [groupKey(first)]: null, others: true }))] : rows;
  }

  private async count(db: Queryable, query: ReportQuery, scope: ReportScope, among: Among): Promise<number> {
    const statement = new ReportStatement(query, scope);
    const terms = [amongTerm(statement, among)];
    const [row] = await db.query<{ n: number }>(`SELECT count(*)::int AS n ${statement.from(terms)}`, statement.params);
    return row?.n ?? 0;
  }

  private async rows(
    db: Queryable,
    query: ReportQuery,
    columns: Column[],
    scope: ReportScope,
    among?: Among,
  ): Promise<Figures[]> {
    const statement = new ReportStatement(query, scope);
    const terms = among ? [amongTerm(statement, among)] : [];
    const groups = (query.groupBy ?? []).map((grouping) => statement.group(grouping).sql);
    const measures = query.measures.map((measure) => statement.measure(measure));
    const keys = [...(query.groupBy ?? []).map(groupKey), ...query.measures.map(measureKey)];
    const selected = [...groups, ...measures].map((sql, index) => `${sql} AS c${index}`);
    const sql = `SELECT ${selected.join(', ')} ${statement.from(terms)}
      ${groups.length > 0 ? `GROUP BY ${groups.map((_, index) => index + 1).join(', ')}` : ''}
      ORDER BY ${orderOf(query, keys, groups.length)} LIMIT ${query.limit ?? DEFAULT_LIMIT}`;
    const rows = await db.query(sql, statement.params);
    const kinds = new Map(columns.map(({ key, kind }) => [key, kind]));
    return rows.map((row) => figuresOf(row, keys, kinds));
  }
}

/** The value of a group, as it is answered; null: of what is empty. */
export type GroupKey = string | number | boolean | null;

/** Rows in some of the groups of a grouping, or, not `within`, in none of them. */
export interface Among {
  grouping: Grouping;
  keys: GroupKey[];
  within: boolean;
}

/** SQL of whether a row stands in these groups. */
export function amongTerm(statement: ReportStatement, { grouping, keys, within }: Among): string {
  const { sql, type } = statement.group(grouping);
  const is = keys.map((key) => {
    const value = bind(statement.params, key === null ? null : String(key));
    return `${sql} IS NOT DISTINCT FROM ${value}::${type}`;
  });
  const any = is.length > 0 ? `(${is.join(' OR ')})` : 'false';
  return within ? any : `NOT ${any}`;
}

/**
 * The records behind rows of an answer: those with a row in all of these groups that meets the filter.
 *
 * @param filter of the query; null where it has none
 */
export function groupWhere(
  query: Pick<ReportQuery, 'dataset' | 'entityType'>,
  groups: Among[],
  scope: Omit<ReportScope, 'where'>,
  filter: Where | null,
): Where {
  return (params, alias = 'r') => {
    const statement = new ReportStatement(query, { ...scope, where: null }, params, alias);
    const terms = groups.map((among) => amongTerm(statement, among));
    return statement.exists(filter ? [...terms, `(${filter(params, alias)})`] : terms);
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

/** Whether the filter is of a record's single visits, which conditions of records do not tell apart. */
const asksOfVisits = ({ dataset, filter }: ReportQuery): boolean =>
  dataset !== 'records' && JSON.stringify(filter ?? null).includes('visit.');

/** @param found with `part`, and figures by their place among the keys */
function answerOf(found: (Row & { part: Part })[], keys: string[], query: ReportQuery, columns: Column[]): ReadAnswer {
  const kinds = new Map(columns.map(({ key, kind }) => [key, kind]));
  const groups = new Set(query.groupBy?.map(groupKey));
  const rows: Figures[] = [];
  let totals: Figures = {};
  for (const { part, ...row } of found) {
    const figures = figuresOf(row, keys, kinds);
    if (part !== 'totals') rows.push(part === 'others' ? { ...figures, others: true } : figures);
    if (part === 'totals' || groups.size === 0) {
      totals = Object.fromEntries(Object.entries(figures).filter(([key]) => !groups.has(key)));
    }
  }
  return { rows, totals };
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
