import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import type { Bucket, Grouping, Measure, ReportQuery } from '@etapa/shared/reports/query';
import { bucketStart, bucketText } from './buckets.ts';
import { currencyExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import { type ValueSource, valueSource } from './conditions-source.ts';
import { DATASET_TABLES, datasetColumn, QUICK_COLUMNS } from './dataset-columns.ts';
import { aggregate, aggregateOfMany, aggregatePerCurrency } from './report-aggregates.ts';
import { type Measured, type MeasureParts, partsOf, partsOfMany } from './report-parts.ts';
import type { Where } from './where.ts';

/** What narrows the records, and how fields are read. */
export interface ReportScope {
  environment: ConditionEnvironment;
  where: Where | null;
  seen: (entityType: string) => Where | null;
}

type ValueType = ValueSource['type'];
type GroupType = 'text' | 'numeric' | 'boolean';

/** What a row stands in. */
export interface Group {
  /** Its value as it is answered. */
  sql: string;
  type: GroupType;
  /** What is cheaper to group by, and as what it is answered then. */
  raw: string;
  shown: (raw: string) => string;
  /** Whether a row may stand in several. */
  many: boolean;
  /** Whether it is of the dataset's own row; else of its record. */
  ofRow: boolean;
}

/** Tables whose rows say themselves of which type their record is. */
const OWN_TYPE: ReadonlySet<string> = new Set(['stageVisits']);

const PLAIN: ReadonlySet<string> = new Set(['records', 'stageVisits']);

/** The parts of one statement about a query's dataset, their parameters and joins gathered while they are made. */
export class ReportStatement {
  private readonly joins: string[] = [];
  private aliases = 0;
  private ofRecord = false;

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
   * @param ofRecords whether what is read is also of their records
   */
  from(more: string[] = [], ofRecords = false): string {
    const table = DATASET_TABLES[this.query.dataset];
    const { where } = this.scope;
    if (table && OWN_TYPE.has(this.query.dataset) && !where && !this.ofRecord && !ofRecords)
      return this.alone(table, more);
    const terms = [`r.entity_type = ${literal(this.query.entityType)}`, 'r.deleted_at IS NULL'];
    if (where) terms.push(`(${where(this.params)})`);
    const joined = table ? `JOIN ${table} d ON d.record_id = r.id` : '';
    return `FROM records r ${joined} ${this.joins.join(' ')} WHERE ${[...terms, ...more].join(' AND ')}`;
  }

  /** The rows where nothing is asked of their records but that they are not in the trash, where few are. */
  private alone(table: string, more: string[]): string {
    const kept = 'NOT EXISTS (SELECT FROM records t WHERE t.id = d.record_id AND t.deleted_at IS NOT NULL)';
    const terms = [`d.entity_type = ${literal(this.query.entityType)}`, kept, ...more];
    return `FROM ${table} d WHERE ${terms.join(' AND ')}`;
  }

  /** Whether the record has a row in the dataset that meets the terms. */
  exists(terms: string[]): string {
    const table = DATASET_TABLES[this.query.dataset];
    const row = table ? `(SELECT * FROM ${table} WHERE record_id = ${this.record}.id) d` : '(SELECT) d';
    return `EXISTS (SELECT FROM ${row} ${this.joins.join(' ')} WHERE ${['true', ...terms].join(' AND ')})`;
  }

  /** Whether rows are told by records alone, or by visits and their records: nothing else is joined or bound. */
  get isPlain(): boolean {
    return this.joins.length === 0 && this.params.length === 0 && PLAIN.has(this.query.dataset);
  }

  /**
   * The value of a group. A row that has several values stands once in the group of each, however often it has it.
   */
  group({ field, bucket }: Grouping): Group {
    const source = this.source(field);
    const { raw, shown } = this.grouped(source.value, source.type, field, bucket);
    const ofRow = this.column(field) !== undefined;
    const type = !bucket && (source.type === 'numeric' || source.type === 'boolean') ? source.type : 'text';
    if (source.from.length === 0) return { sql: shown(raw), type, raw, shown, many: false, ofRow };
    const alias = `j${this.aliases++}`;
    this.joins.push(`LEFT JOIN LATERAL (SELECT DISTINCT ${shown(raw)} AS v ${rowsOf(source)}) ${alias} ON true`);
    const sql = `${alias}.v`;
    return { sql, type, raw: sql, shown: asItIs, many: true, ofRow };
  }

  /** What groups are ranked by: the measure, or how many rows there are where it is in several currencies. */
  rank(measure: Measure): string {
    const mixed = measure.field !== undefined && this.currency(measure.field) !== null;
    return mixed ? 'count(*)' : this.measure(measure);
  }

  measure(measure: Measure): string {
    const measured = this.measured(measure);
    if ('list' in measured) return aggregateOfMany(measured.fn, measured.list);
    const { fn, value, currency } = measured;
    return currency === null ? aggregate(fn, value) : aggregatePerCurrency(fn, value, currency);
  }

  /** The measure of parts of a group and of them all; null where the whole cannot be told from parts. */
  parts(measure: Measure): MeasureParts | null {
    const measured = this.measured(measure);
    return 'list' in measured ? partsOfMany(measured.fn, measured.list) : partsOf(measured);
  }

  /** What is measured of a row; `list` where a row has several values. */
  measured({ fn, field }: Measure): Measured | { fn: 'count' | 'countDistinct'; list: string } {
    if (field === undefined) return { fn: 'count', value: '*', currency: null, ofRow: true, isNumber: false };
    const reference = this.reference(field);
    const source = this.source(field);
    const counts = fn === 'count' || fn === 'countDistinct';
    if (counts && (reference?.many || reference?.link?.kind === 'links')) {
      const list = `(SELECT jsonb_agg(${source.value}) FILTER (WHERE ${source.value} IS NOT NULL) ${rowsOf(source)})`;
      return { fn, list };
    }
    // Times of documents are texts, which do not sort by time.
    const isTime = reference?.family === 'dateTime' && source.type === 'text';
    const one = isTime ? `(${source.value})::timestamptz` : source.value;
    const value = source.from.length === 0 ? one : `(SELECT ${one} ${rowsOf(source)})`;
    return {
      fn,
      value,
      ofRow: this.column(field) !== undefined,
      isNumber: source.type === 'numeric',
      currency: counts ? null : this.currency(field),
      quick: this.column(field) && QUICK_COLUMNS[field],
    };
  }

  private grouped(
    value: string,
    type: ValueType,
    field: string,
    bucket: Bucket | undefined,
  ): Pick<Group, 'raw' | 'shown'> {
    if (!bucket) {
      if (type === 'timestamptz') return { raw: value, shown: (raw) => `to_json(${raw}) #>> '{}'` };
      const isText = type === 'text' || type === 'numeric' || type === 'boolean';
      return { raw: value, shown: isText ? asItIs : (raw) => `(${raw})::text` };
    }
    const kind = this.reference(field)?.family === 'date' ? 'date' : 'dateTime';
    return { raw: bucketStart(bucket, value, kind, this.scope.environment.timeZone), shown: bucketText };
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
    this.ofRecord = true;
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

const asItIs = (raw: string): string => raw;

const rowsOf = ({ from, where }: ValueSource): string =>
  `FROM ${from.join(', ')} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}`;
