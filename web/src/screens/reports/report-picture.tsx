import type { EntityType } from '@etapa/shared/definition/entity-type';
import { type ChartData, isDrawn } from '@etapa/shared/reports/chart';
import { currenciesOf, isDrawnIn, sumIn } from '@etapa/shared/reports/currencies';
import { measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportAnswer, SavedReport } from '../../data/reports.ts';
import { fetched } from '../../ui/fetched.ts';
import { Term } from '../../ui/term.tsx';
import { AnalysisRows } from './analysis-rows.tsx';
import { Behind, BehindType, countedBy, listOf } from './behind.tsx';
import { behindRow, type Place, placesOf, rowAt } from './crossed.ts';
import { useMeasureText } from './measure-text.ts';
import { Pivot } from './pivot.tsx';
import { usePlaceText } from './place-text.ts';

const Chart = fetched(async () => (await import('./chart.tsx')).Chart);

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
  picture: SavedReport['picture'];
  /** Pixels. */
  height?: number;
}

/** An answer as the picture chosen; what is clicked opens its records. */
export function ReportPicture({ answer, query, type, picture, height = 320 }: Props) {
  const { t } = useTranslation('reports');
  const measures = useMeasureText(type);
  const placeText = usePlaceText(type, answer);
  const navigate = useNavigate();
  const { entityType: here } = useParams({ strict: false });
  const entityType = useContext(BehindType) ?? here ?? type.key;
  const [group, second] = query.groupBy ?? [];
  if (picture === 'number') {
    return (
      <Group gap="xl">
        {query.measures.map((measure) => (
          <Stack gap={0} key={measureKey(measure)}>
            <Text fz={40} fw={700} lh={1.2}>
              <Behind
                behind={behindRow(answer, query, null)}
                of={countedBy(measure)}
                label={measures.name(measure, query.dataset)}
              >
                {measures.value(measure, answer.totals[measureKey(measure)])}
              </Behind>
            </Text>
            <Text c="dimmed" size="sm">
              <Term means={measures.explain(measure, query.dataset)}>{measures.name(measure, query.dataset)}</Term>
            </Text>
          </Stack>
        ))}
      </Group>
    );
  }
  if (picture === 'pivot' && group && second) {
    return <Pivot answer={answer} query={query} type={type} rows={group} columns={second} />;
  }
  if (!isDrawn(picture) || !group) return <AnalysisRows answer={answer} query={query} type={type} />;
  const categories = placesOf(answer, query, type, 0);
  const across: (Place | undefined)[] = second ? placesOf(answer, query, type, 1) : [undefined];
  const series = across.flatMap((other) =>
    query.measures.flatMap((measure) => {
      const key = measureKey(measure);
      const name = other && second ? placeText(second, other) : measures.name(measure, query.dataset);
      const found = currenciesOf(answer.rows, key);
      const drawn = (found.length === 0 ? [undefined] : found).map((currency) => ({
        name: found.length > 1 ? `${name}, ${currency}` : name,
        values: categories.map((place) => sumIn(rowAt(answer, query, [place, other])?.[key], currency)),
        format: (value: unknown) =>
          measures.value(measure, currency && typeof value === 'number' ? { [currency]: value } : value),
        other,
        measure,
      }));
      // Nothing in a currency is no part of the legend.
      return found.length < 2 ? drawn : drawn.filter(({ values }) => values.some((value) => value !== null));
    }),
  );
  const data: ChartData = { kind: picture, categories: categories.map((place) => placeText(group, place)), series };
  const most = Math.max(...query.measures.map((measure) => currenciesOf(answer.rows, measureKey(measure)).length));
  if (!isDrawnIn(picture, most)) return <Text c="dimmed">{t('builder.notDrawn')}</Text>;
  return (
    <Suspense fallback={<Skeleton height={height} />}>
      <Chart
        data={data}
        height={height}
        onPick={(category, at) => {
          const place = categories[category];
          const row = place && rowAt(answer, query, [place, series[at]?.other]);
          if (!row) return;
          const behind = behindRow(answer, query, row);
          const measure = series[at]?.measure;
          void navigate({
            to: listOf(behind, measure && countedBy(measure)),
            params: { entityType },
            search: { behind },
          });
        }}
      />
    </Suspense>
  );
}
