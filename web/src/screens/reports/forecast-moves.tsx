import type { EntityType } from '@etapa/shared/definition/entity-type';
import { currenciesOf, sumIn } from '@etapa/shared/reports/currencies';
import { Group, Select, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type ForecastAnswer, type ForecastQuestion, forecastHistoryQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { fetched } from '../../ui/fetched.ts';
import { Panel } from '../../ui/panel.tsx';
import { Term } from '../../ui/term.tsx';
import { DayRange } from './day-range.tsx';
import { type Sum, useSumText } from './sum-text.ts';

const Chart = fetched(async () => (await import('./chart.tsx')).Chart);
const EVERY = ['day', 'week', 'month'] as const;

interface Props {
  type: EntityType;
  forecast: ForecastAnswer;
  asked: ForecastQuestion;
}

/** How the forecast moved: what was won, likely and open at the end of each day, week or month. */
export function ForecastMoves({ type, forecast, asked }: Props) {
  const { t } = useTranslation('reports');
  const { bucket, dateTime, number } = useFormats();
  const sumText = useSumText(type);
  const [every, setEvery] = useState<(typeof EVERY)[number]>('week');
  const [period, setPeriod] = useState<string | null>(null);
  const [days, setDays] = useState<{ from?: string; to?: string }>({});
  const history = useQuery(forecastHistoryQuery(type.key, { ...asked, every, period: period ?? undefined, ...days }));
  const points = history.data?.points ?? [];
  const text = (sum: unknown) => sumText(forecast.amountField ?? '', sum as Sum | null);
  const periods = forecast.periods.flatMap((one) => (one.period === null ? [] : [one.period]));
  const figures = period === null ? forecast.totals : forecast.periods.find((one) => one.period === period);
  const currencies = [...new Set(FIGURES.flatMap((name) => currenciesOf(points, name)))].sort();
  const series = (currencies.length === 0 ? [undefined] : currencies).flatMap((currency) =>
    FIGURES.map((name) => ({
      name: currencies.length > 1 ? `${t(`forecast.${name}`)}, ${currency}` : t(`forecast.${name}`),
      values: points.map((point) => sumIn(point[name], currency)),
      format: (sum: unknown) => text(currency && typeof sum === 'number' ? { [currency]: sum } : sum),
    })),
  );
  const targets = Object.entries(figures?.targets ?? {});
  const lines = targets.map(([currency, sum]) => ({
    name: targets.length > 1 ? `${t('forecast.target')}, ${currency}` : t('forecast.target'),
    values: points.map(() => sum),
    format: (value: unknown) => text(typeof value === 'number' ? { [currency]: value } : value),
  }));
  const plain = targets.length === 0 ? (figures?.target ?? null) : null;
  if (plain !== null) lines.push({ name: t('forecast.target'), values: points.map(() => plain), format: text });
  return (
    <Panel title={t('moves.title')}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <Select
            label={t('moves.every')}
            allowDeselect={false}
            w={130}
            value={every}
            onChange={(next) => setEvery(EVERY.find((one) => one === next) ?? 'week')}
            data={EVERY.map((value) => ({ value, label: t(`buckets.${value}`) }))}
          />
          <Select
            label={t('moves.of')}
            clearable
            w={180}
            placeholder={t('moves.allPeriods')}
            value={period}
            onChange={setPeriod}
            data={periods.map((value) => ({ value, label: bucket(forecast.by, value) }))}
          />
          <DayRange label={t('days')} {...days} onChange={setDays} />
        </Group>
        <Text size="xs" c="dimmed">
          {t('moves.lead')}
        </Text>
        <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />
        {history.isPending && !history.error && <Skeleton height={280} />}
        {points.length > 0 && (
          <>
            <Suspense fallback={<Skeleton height={280} />}>
              <Chart
                height={280}
                data={{
                  kind: 'line',
                  categories: points.map(({ at }) => dateTime(at, DAY)),
                  series: [...series, ...lines],
                }}
              />
            </Suspense>
            <Table.ScrollContainer minWidth={560} type="native">
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('moves.asOf')}</Table.Th>
                    {(['won', 'weighted', 'open', 'records'] as const).map((name) => (
                      <Table.Th key={name} ta="right">
                        <Term means={t(`forecast.explain.${name}`)}>{t(`forecast.${name}`)}</Term>
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {points.toReversed().map((point) => (
                    <Table.Tr key={point.at}>
                      <Table.Th scope="row" fw={500}>
                        {dateTime(point.at)}
                      </Table.Th>
                      <Table.Td ta="right">{text(point.won)}</Table.Td>
                      <Table.Td ta="right">{text(point.weighted)}</Table.Td>
                      <Table.Td ta="right">{text(point.open)}</Table.Td>
                      <Table.Td ta="right">
                        {number(point.wonCount)} + {number(point.openCount)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
      </Stack>
    </Panel>
  );
}

const FIGURES = ['won', 'weighted', 'open'] as const;
const DAY = { dateStyle: 'medium', timeStyle: undefined } as const;
