import type { ConditionGroup } from '../conditions/condition.ts';

export const DATASETS = ['records', 'stageVisits', 'tasks', 'events', 'contacts'] as const;
export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export const MEASURES = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max', 'median', 'p90'] as const;

export type Dataset = (typeof DATASETS)[number];
export type Bucket = (typeof BUCKETS)[number];
export type MeasureFunction = (typeof MEASURES)[number];

export interface Grouping {
  /** A field of the record as conditions name it, or a column of the dataset: see `DATASET_COLUMNS`. */
  field: string;
  /** Of dates and times, in the organisation's zone; weeks begin on Monday. */
  bucket?: Bucket;
}

export interface Measure {
  fn: MeasureFunction;
  /** Every function but `count` needs one. */
  field?: string;
}

/** A question about the records of a type, and what happened to them. */
export interface ReportQuery {
  dataset: Dataset;
  entityType: string;
  /** Of the records, and of the dataset's rows by the names of its columns. */
  filter?: ConditionGroup;
  /** Only of records of this team. */
  team?: string;
  groupBy?: Grouping[];
  measures: Measure[];
  /** Keys of columns; a leading `-` for descending. */
  sort?: string[];
  limit?: number;
  /** Also the measures by each grouping alone: what stands at the edges of a cross table. */
  subtotals?: boolean;
  /** Only the `n` groups of the first grouping with the largest first measure; `others`: the rest as one more. */
  top?: { n: number; others?: boolean };
}

/** Key of a group's column: the field, `$createdAt:month` with a bucket. */
export const groupKey = ({ field, bucket }: Grouping): string => (bucket ? `${field}:${bucket}` : field);

/** Key of a measure's column: `count`, `sum_amount`. */
export const measureKey = ({ fn, field }: Measure): string => (field === undefined ? fn : `${fn}_${field}`);
