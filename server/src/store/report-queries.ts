import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { resolveField } from '@etapa/shared/conditions/reference';
import type { Column } from '@etapa/shared/reports/columns';
import {
  type Bucket,
  type Dataset,
  groupKey,
  type Measure,
  measureKey,
  type ReportQuery,
} from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { currencyExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import { valueSource } from './conditions-source.ts';
import type { Queryable, Row } from './database.ts';
import { bind, type Where } from './where.ts';

/** What narrows the records, and how fields are read. */
export interface ReportScope {
  environment: ConditionEnvironment;
  where: Where | null;
  seen: (entityType: string) => Where | null;
}

export type Figure = string | number | boolean | null | { [currency: string]: number };
export interface Figures {
  [column: string]: Figure;
}

/** Tables joined to `records r` by each dataset. */
const JOINS: { [Name in Dataset]: string } = {
  records: '',
  stageVisits: 'JOIN stage_visits d ON d.record_id = r.id',
  tasks: 'JOIN tasks d ON d.record_id = r.id',
  events: 'JOIN events d ON d.record_id = r.id',
};

/** Columns of the datasets as SQL, by the names of `DATASET_COLUMNS`. */
const COLUMNS: { [name: string]: string } = {
  'visit.funnel': 'd.funnel',
  'visit.stage': 'd.stage',
  'visit.enteredAt': 'd.entered_at',
  'visit.leftAt': 'd.left_at',
  'visit.enteredBy': `coalesce(d.entered_by ->> 'userId', d.entered_by ->> 'id')`,
  'visit.seconds': 'extract(epoch FROM d.left_at - d.entered_at)',
  'task.id': 'd.id',
  'task.title': 'd.title',
  'task.status': 'd.status',
  'task.priority': 'd.priority',
  'task.assigneeId': 'd.assignee_id',
  'task.dueAt': 'd.due_at',
  'task.createdAt': 'd.created_at',
  'task.completedAt': 'd.completed_at',
  'event.kind': 'd.kind',
  'event.at': 'd.at',
  'event.actor': `coalesce(d.actor ->> 'userId', d.actor ->> 'id')`,
};

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
    const rows = await this.rows(db, query, columns, scope);
    const [totals = {}] = await this.rows(db, { ...query, groupBy: [], sort: [], limit: 1 }, columns, scope);
    return { rows, totals };
  }

  private async rows(db: Queryable, query: ReportQuery, columns: Column[], scope: ReportScope): Promise<Figures[]> {
    const statement = new Statement(query, scope);
    const groups = (query.groupBy ?? []).map(({ field, bucket }) => statement.group(field, bucket));
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

/** The parts of one statement, their parameters and joins gathered while they are made. */
class Statement {
  readonly params: unknown[] = [];
  private readonly joins: string[] = [];
  private readonly terms: string[];
  private aliases = 0;

  constructor(
    private readonly query: ReportQuery,
    private readonly scope: ReportScope,
  ) {
    this.terms = [`r.entity_type = ${bind(this.params, query.entityType)}`, 'r.deleted_at IS NULL'];
    if (scope.where) this.terms.push(`(${scope.where(this.params)})`);
  }

  from(): string {
    const { dataset } = this.query;
    return `FROM records r ${JOINS[dataset]} ${this.joins.join(' ')} WHERE ${this.terms.join(' AND ')}`;
  }

  group(field: string, bucket: Bucket | undefined): string {
    const { value, type } = this.value(field);
    if (!bucket) return type === 'timestamptz' ? `to_json(${value}) #>> '{}'` : value;
    const zone = bind(this.params, this.scope.environment.timeZone);
    const isDay = this.isDate(field);
    const moment = isDay ? `(${value})::date::timestamp` : `(${value})::timestamptz AT TIME ZONE ${zone}::text`;
    // The zone is bound in either case, so that every statement of a query has the same parameters.
    return `to_char(date_trunc(${literal(bucket)}, ${moment}), 'YYYY-MM-DD')${isDay ? ` || left(${zone}::text, 0)` : ''}`;
  }

  measure(measure: Measure): string {
    const { fn, field } = measure;
    if (field === undefined) return 'count(*)';
    const { value } = this.value(field);
    const currency = this.currency(field);
    if (currency === null || fn === 'count' || fn === 'countDistinct') return aggregate(fn, value);
    return this.perCurrency(fn, value, currency);
  }

  /** Sums never mix currencies: one figure for each, found by a nested aggregate over the group's rows. */
  private perCurrency(fn: Measure['fn'], value: string, currency: string): string {
    const pairs = `array_agg(jsonb_build_object('c', ${currency}, 'v', ${value})) FILTER (WHERE ${value} IS NOT NULL)`;
    const figure = aggregate(fn, `(p ->> 'v')::numeric`);
    return `(SELECT coalesce(jsonb_object_agg(x.c, x.v), '{}') FROM (
      SELECT p ->> 'c' AS c, ${figure} AS v FROM unnest(${pairs}) AS p GROUP BY 1) x)`;
  }

  private isDate(name: string): boolean {
    return resolveField(name, this.scope.environment.schema)?.family === 'date';
  }

  private currency(name: string): string | null {
    const reference = resolveField(name, this.scope.environment.schema);
    if (reference?.source.kind !== 'field' || reference.source.field.kind !== 'money') return null;
    // A linked record's amount is counted in that record's currency, whose field is beside it.
    return reference.link ? null : currencyExpression(this.scope.environment.schema.fields, reference.source.field);
  }

  private value(name: string): { value: string; type: string } {
    const own = this.query.dataset === 'records' ? undefined : COLUMNS[name];
    if (own) return { value: own, type: /_at$|\.at$/.test(own) ? 'timestamptz' : 'text' };
    const reference = resolveField(name, this.scope.environment.schema);
    if (!reference) throw new Error(`A checked query names an unknown field: ${name}`);
    const alias = `j${this.aliases++}`;
    let inner = 0;
    const source = valueSource(
      reference,
      'r',
      () => `${alias}_${inner++}`,
      (entityType, linked) => this.scope.seen(entityType)?.(this.params, linked),
    );
    if (source.from.length === 0) return { value: source.value, type: source.type };
    const where = source.where.length > 0 ? `WHERE ${source.where.join(' AND ')}` : '';
    this.joins.push(
      `LEFT JOIN LATERAL (SELECT ${source.value} AS v FROM ${source.from.join(', ')} ${where}) ${alias} ON true`,
    );
    return { value: `${alias}.v`, type: source.type };
  }
}

function aggregate(fn: Measure['fn'], value: string): string {
  switch (fn) {
    case 'count':
      return `count(${value})`;
    case 'countDistinct':
      return `count(DISTINCT ${value})`;
    case 'median':
      return `percentile_cont(0.5) WITHIN GROUP (ORDER BY (${value})::float8)`;
    case 'p90':
      return `percentile_cont(0.9) WITHIN GROUP (ORDER BY (${value})::float8)`;
    default:
      return `${fn}(${value})`;
  }
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
    else if (typeof value === 'string' && NUMBERS.has(kinds.get(key) ?? '')) figures[key] = Number(value);
    else figures[key] = value as Figure;
  }
  return figures;
}
