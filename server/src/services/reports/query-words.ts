import type { ConditionSchema } from '@etapa/shared/conditions/context';
import { resolveField } from '@etapa/shared/conditions/reference';
import { labelIn } from '@etapa/shared/fields/option';
import { type Column, DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import { type Grouping, groupKey, type Measure, type ReportQuery } from '@etapa/shared/reports/query';
import { datasetColumnWord, datasetValueWord } from './dataset-texts.ts';
import { type ReportText, reportTexts } from './texts.ts';

const SYSTEM: { [name: string]: ReportText } = {
  $stage: 'stage',
  $stageGroup: 'outcome',
  $owner: 'owner',
  $funnel: 'funnel',
  $createdAt: 'created',
  $closedAt: 'closed',
  $stageEnteredAt: 'stageEntered',
  $tags: 'tags',
  $createdBy: 'createdBy',
  $number: 'number',
};

/** What an answer to a report query needs to be told in words. */
export interface Told {
  query: ReportQuery;
  columns: Column[];
  names: { [id: string]: string };
  schema: ConditionSchema;
  language: string;
}

/** The heading of a column of an answer. */
export function columnWords(column: Column, told: Told): string {
  const texts = reportTexts(told.language);
  const { query } = told;
  if (column.role === 'group') {
    const grouping = (query.groupBy ?? []).find((each) => groupKey(each) === column.key);
    return grouping ? fieldWords(grouping.field, told) : column.key;
  }
  const measure = query.measures[told.columns.filter(({ role }) => role === 'measure').indexOf(column)];
  return measure ? measureWords(measure, told) : column.key;

  function measureWords({ fn, field }: Measure, { query: { dataset } }: Told): string {
    if (field === undefined || fn === 'count') return dataset === 'records' ? texts.count : texts.countRows;
    if (field === '$id') return texts.records;
    return `${texts[fn]}: ${fieldWords(field, told)}`;
  }
}

/** What a field, a system field or a column of a dataset is called. */
export function fieldWords(name: string, { schema, language, query }: Told): string {
  const texts = reportTexts(language);
  const system = SYSTEM[name];
  if (system) return texts[system];
  if (Object.hasOwn(DATASET_COLUMNS[query.dataset], name)) {
    return datasetColumnWord(language, name) ?? name;
  }
  const reference = resolveField(name, schema);
  if (reference?.source.kind !== 'field') return name;
  const own = labelIn(reference.source.field.label, language);
  return reference.link ? `${labelIn(reference.link.label, language)}: ${own}` : own;
}

/** The name of a group: of a stage, an option, a person, a linked record; days as they are. */
export function groupWords(grouping: Grouping, value: unknown, isOthers: boolean, told: Told): string {
  const texts = reportTexts(told.language);
  if (isOthers) return texts.others;
  if (value === null || value === undefined) return texts.empty;
  const key = String(value);
  if (grouping.bucket) return bucketWords(grouping.bucket, key);
  const named = told.names[key];
  if (named !== undefined) return named;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  const { schema, language } = told;
  const { field } = grouping;
  if (field === '$stageGroup') return key === 'open' || key === 'won' || key === 'lost' ? texts[key] : key;
  const funnels = (schema.funnels ?? []) as readonly {
    key: string;
    name?: Parameters<typeof labelIn>[0];
    stages: readonly { key: string; name?: Parameters<typeof labelIn>[0] }[];
  }[];
  if (field === '$funnel' || field === 'visit.funnel') {
    const name = funnels.find((each) => each.key === key)?.name;
    return name === undefined ? key : labelIn(name, language);
  }
  if (field === '$stage' || field === 'visit.stage') {
    const name = funnels.flatMap(({ stages }) => stages).find((each) => each.key === key)?.name;
    return name === undefined ? key : labelIn(name, language);
  }
  const own = datasetValueWord(language, field, key);
  if (own !== undefined && Object.hasOwn(DATASET_COLUMNS[told.query.dataset], field)) return own;
  const reference = resolveField(field, schema);
  const options = reference?.source.kind === 'field' ? reference.source.field.options : undefined;
  const option = options?.find((each) => each.key === key);
  return option ? labelIn(option.label, language) : key;
}

function bucketWords(bucket: NonNullable<Grouping['bucket']>, day: string): string {
  if (bucket === 'year') return day.slice(0, 4);
  if (bucket === 'month') return day.slice(0, 7);
  return bucket === 'quarter' ? `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}` : day;
}
