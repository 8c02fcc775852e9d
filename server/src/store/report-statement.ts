import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import type { Bucket, Grouping, Measure, ReportQuery } from '@etapa/shared/reports/query';
import { bucketSql } from './buckets.ts';
import { currencyExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import { type ValueSource, valueSource } from './conditions-source.ts';
import { DATASET_TABLES, datasetColumn } from './dataset-columns.ts';
import { aggregate, aggregateOfMany, aggregatePerCurrency } from './report-aggregates.ts';
import type { Where } from './where.ts';

/** What narrows the records, and how fields are read. */
export interface ReportScope {
  environment: ConditionEnvironment;
  where: Where | null;
  seen: (entityType: string) => Where | null;
}

type ValueType = ValueSource['type'];
type GroupType = 'text' | 'numeric' | 'boolean';

/** The parts of one statement about a query's dataset, their parameters and joins gathered while they are made. */
export class ReportStatement {
  private readonly joins: string[] = [];
  private aliases = 0;

  constructor(
    private readonly query: Pick<ReportQuery, 'dataset' | 'entityType'>,
    private readonly scope: ReportScope,
    readonly params: unknown[] = [],
    private readonly record = 'r',
  ) {}

  /**
   * The rows of the dataset: to be asked for after groups and measures, whose joins it holds.
   *
   * @param more terms that a row must meet, too
   */
  from(more: string[] = []): string {
    const table = DATASET_TABLES[this.query.dataset];
    const { where } = this.scope;
    const terms = [`r.entity_type = ${literal(this.query.entityType)}`, 'r.deleted_at IS NULL'];
    if (where) terms.push(`(${where(this.params)})`);
    const joined = table ? `JOIN ${table} d ON d.record_id = r.id` : '';
    return `FROM records r ${joined} ${this.joins.join(' ')} WHERE ${[...terms, ...more].join(' AND ')}`;
  }

  /** Whether the record has a row in the dataset that meets the terms. */
  exists(terms: string[]): string {
    const table = DATASET_TABLES[this.query.dataset];
    const row = table ? `(SELECT * FROM ${table} WHERE record_id = ${this.record}.id) d` : '(SELECT) d';
    return `EXISTS (SELECT FROM ${row} ${this.joins.join(' ')} WHERE ${['true', ...terms].join(' AND ')})`;
  }

  /**
   * The value of a group. A row that has several values stands once in the group of each, however often it has it.
   */
  group({ field, bucket }: Grouping): { sql: string; type: GroupType } {
    const source = this.source(field);
    const sql = this.grouped(source.value, source.type, field, bucket);
    const type = !bucket && (source.type === 'numeric' || source.type === 'boolean') ? source.type : 'text';
    if (source.from.length === 0) return { sql, type };
    const alias = `j${this.aliases++}`;
    this.joins.push(`LEFT JOIN LATERAL (SELECT DISTINCT ${sql} AS v ${rowsOf(source)}) ${alias} ON true`);
    return { sql: `${alias}.v`, type };
  }

  /** What groups are ranked by: the measure, or how many rows there are where it is in several currencies. */
  rank(measure: Measure): string {
    const mixed = measure.field !== undefined && this.currency(measure.field) !== null;
    return mixed ? 'count(*)' : this.measure(measure);
  }

  measure({ fn, field }: Measure): string {
    if (field === undefined) return 'count(*)';
    const reference = this.reference(field);
    const source = this.source(field);
    const counts = fn === 'count' || fn === 'countDistinct';
    if (counts && (reference?.many || reference?.link?.kind === 'links')) {
      return aggregateOfMany(
        fn,
        `(SELECT jsonb_agg(${source.value}) FILTER (WHERE ${source.value} IS NOT NULL) ${rowsOf(source)})`,
      );
    }
    // Times of documents are texts, which do not sort by time.
    const isTime = reference?.family === 'dateTime' && source.type === 'text';
    const one = isTime ? `(${source.value})::timestamptz` : source.value;
    const value = source.from.length === 0 ? one : `(SELECT ${one} ${rowsOf(source)})`;
    const currency = counts ? null : this.currency(field);
    return currency === null ? aggregate(fn, value) : aggregatePerCurrency(fn, value, currency);
  }

  private grouped(value: string, type: ValueType, field: string, bucket: Bucket | undefined): string {
    if (!bucket) {
      if (type === 'timestamptz') return `to_json(${value}) #>> '{}'`;
      return type === 'text' || type === 'numeric' || type === 'boolean' ? value : `(${value})::text`;
    }
    const kind = this.reference(field)?.family === 'date' ? 'date' : 'dateTime';
    return bucketSql(bucket, value, kind, this.scope.environment.timeZone);
  }

  /** SQL for the code of the currency that a sum is in; null where it is one for all records. */
  private currency(name: string): string | null {
    const reference = this.reference(name);
    if (reference?.source.kind !== 'field' || reference.source.field.kind !== 'money') return null;
    // A linked record's amount is counted in that record's currency, whose field is beside it.
    const source = this.source(name);
    const currency = currencyExpression(reference.type.fields, reference.source.field, `${source.holder}.doc`);
    return currency === null || !reference.link ? currency : `(SELECT ${currency} ${rowsOf(source)})`;
  }

  private reference(name: string): FieldReference | undefined {
    if (this.column(name)) return undefined;
    return resolveField(name, this.scope.environment.schema);
  }

  private column(name: string) {
    return datasetColumn(this.query.dataset, name, this.scope.environment.now);
  }

  /** Where values come from; `holder` is the alias of the row that has them. */
  private source(name: string): ValueSource & { holder: string } {
    const own = this.column(name);
    if (own) return { ...own, from: [], where: [], holder: 'd' };
    const reference = this.reference(name);
    if (!reference) throw new Error(`A checked query names an unknown field: ${name}`);
    const alias = `s${this.aliases++}`;
    let inner = 0;
    const source = valueSource(
      reference,
      this.record,
      () => `${alias}_${inner++}`,
      (entityType, linked) => this.scope.seen(entityType)?.(this.params, linked),
      this.scope.environment.now,
    );
    return { ...source, holder: reference.link ? `${alias}_0` : this.record };
  }
}

const rowsOf = ({ from, where }: ValueSource): string =>
  `FROM ${from.join(', ')} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}`;
