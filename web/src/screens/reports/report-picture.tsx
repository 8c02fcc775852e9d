import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer, SavedReport } from '../../data/reports.ts';
import { inOrder, keysInOrder, plainNumber } from './analysis-model.ts';
import { AnalysisRows } from './analysis-rows.tsx';
import { Behind } from './behind.tsx';
import { useMeasureText } from './measure-text.ts';

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
  picture: SavedReport['picture'];
  /** Pixels. */
  height?: number;
}

/** An answer as the picture chosen. */
export function ReportPicture({ answer, query, type, picture, height = 320 }: Props) {
  const words = useColumnWords(type);
  const measures = useMeasureText(type);
  const [measure = { fn: 'count' as const }] = query.measures;
  const [group, second] = query.groupBy ?? [];
  if (picture === 'number') {
    return (
      <Text fz={40} fw={700} lh={1.2}>
        <Behind behind={{ report: 'query', dataset: query.dataset, filter: query.filter }}>
          {measures.value(measure, answer.totals[measureKey(measure)])}
        </Behind>
      </Text>
    );
  }
  if (picture === 'table' || !group) return <AnalysisRows answer={answer} query={query} type={type} />;
  const keysOf = (grouping: typeof group) => {
    const keys = [...new Set(answer.rows.map((row) => row[groupKey(grouping)] ?? null))].map((key) => ({ key }));
    return inOrder(keys, keysInOrder(type, grouping.field)).map(({ key }) => key);
  };
  const name = (grouping: typeof group, key: unknown) => words.value(grouping, key as JsonValue);
  const numberAt = (across: unknown, key: unknown): number | null => {
    const row = answer.rows.find(
      (one) => (one[groupKey(group)] ?? null) === key && (!second || (one[groupKey(second)] ?? null) === across),
    );
    return row ? plainNumber(row[measureKey(measure)]) : null;
  };
  const categories = keysOf(group);
  const series = second ? keysOf(second) : [null];
  return (
    <Suspense fallback={<Skeleton height={height} />}>
      <Chart
        kind={picture}
        height={height}
        categories={categories.map((key) => name(group, key))}
        series={series.map((across) => ({
          name: second ? name(second, across) : measures.name(measure, query.dataset),
          values: categories.map((key) => numberAt(across, key)),
        }))}
        format={(value) => measures.value(measure, value)}
      />
    </Suspense>
  );
}
