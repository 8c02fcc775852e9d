import type { Forecast as ForecastAnswer } from '@etapa/shared/api/forecast';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Group, Paper, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type ForecastQuestion, forecastQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ForecastMoves } from './forecast-moves.tsx';
import { ForecastPeriods } from './forecast-periods.tsx';
import { FilterButton, FilterWords } from './report-filter.tsx';
import { useSumText, useWantedText } from './sum-text.ts';
import { WhoseSelect } from './whose-select.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/forecast');
const NO_TYPE: EntityType = { key: '', name: '', titleField: '', fields: [] };
const PERIODS = ['month', 'quarter', 'year'] as const;

/** What is likely to come in, by month or quarter, against what should. */
export function Forecast() {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/forecast' });
  const by = PERIODS.find((one) => one === search.by) ?? 'month';
  const asked = { ...search, by };
  const query = useQuery(forecastQuery(entityType, asked));
  const forecast = query.data;
  const drawn = useRef<HTMLDivElement>(null);
  const sumText = useSumText(type ?? NO_TYPE);
  if (!type) return <Skeleton height={400} m="lg" />;
  const change = (next: Partial<typeof search>) => void navigate({ search: { ...search, ...next }, replace: true });
  const fields = (kinds: string[]) =>
    type.fields
      .filter(({ kind, retired }) => !retired && kinds.includes(kind))
      .map(({ key, label: name }) => ({ value: key, label: label(name) }));
  const dates = fields(['date', 'dateTime']);
  const amounts = fields(['money', 'number', 'integer']);
  return (
    <Page
      title={t('forecast.title')}
      lead={t('forecast.lead')}
      actions={
        <>
          <FilterButton type={type} filter={search.filter} onChange={(filter) => change({ filter })} />
          <ExportMenu
            entityType={entityType}
            name={t('forecast.title')}
            report={{ report: 'forecast', entityType, ...asked }}
            shown={drawn}
          />
        </>
      }
    >
      <Group gap="sm" align="flex-end">
        <Select
          label={t('forecast.by')}
          w={130}
          allowDeselect={false}
          value={by}
          onChange={(next) => change({ by: next ?? undefined })}
          data={PERIODS.map((value) => ({ value, label: t(`buckets.${value}`) }))}
        />
        {amounts.length > 1 && (
          <Select
            label={t('forecast.amount')}
            w={180}
            allowDeselect={false}
            value={forecast?.amountField ?? null}
            onChange={(next) => change({ amountField: next ?? undefined })}
            data={amounts}
          />
        )}
        {dates.length > 1 && (
          <Select
            label={t('forecast.date')}
            w={180}
            allowDeselect={false}
            value={forecast?.dateField ?? null}
            onChange={(next) => change({ dateField: next ?? undefined })}
            data={dates}
          />
        )}
        <WhoseSelect label={t('forecast.whose')} owner={search.owner} team={search.team} onChange={change} />
      </Group>
      <FilterWords type={type} filter={search.filter} onChange={(filter) => change({ filter })} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {!forecast && !query.error && <Skeleton height={320} />}
      {forecast?.periods.length === 0 && <Empty icon={<IconTargetArrow />} title={t('forecast.nothing')} />}
      {forecast && forecast.periods.length > 0 && (
        <Stack ref={drawn} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <Totals
            type={type}
            forecast={forecast}
            asked={asked}
            text={(sum) => sumText(forecast.amountField ?? '', sum)}
          />
          <Panel title={t('forecast.periods')}>
            <ForecastPeriods type={type} forecast={forecast} asked={asked} />
          </Panel>
          <ForecastMoves type={type} forecast={forecast} asked={asked} />
        </Stack>
      )}
    </Page>
  );
}

type Figures = ForecastAnswer['totals'];

interface TotalsProps {
  type: EntityType;
  forecast: ForecastAnswer;
  asked: ForecastQuestion;
  text: (sum: Figures['open']) => string;
}

function Totals({ type, forecast, asked, text }: TotalsProps) {
  const { t } = useTranslation('reports');
  const wanted = useWantedText(type, forecast);
  const { by, dateField, totals } = forecast;
  const figures = [
    ['won', text(totals.won)],
    ['weighted', text(totals.weighted)],
    ['open', text(totals.open)],
    ['target', wanted(totals)],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      {figures.map(([name, value]) => (
        <Paper key={name} withBorder px="sm" py="sm" component="figure" m={0}>
          <Text component="figcaption" size="sm" c="dimmed">
            <Term means={t(`forecast.explain.${name}`)}>{t(`forecast.${name}`)}</Term>
          </Text>
          <Text fw={600} fz={value.includes(' + ') ? 15 : 20} lh={1.3} style={{ overflowWrap: 'anywhere' }}>
            {name === 'target' ? (
              value
            ) : (
              <Behind
                behind={{
                  report: 'forecast',
                  figure: name === 'won' ? 'won' : 'open',
                  by,
                  dateField: dateField ?? undefined,
                  filter: asked.filter,
                  owner: asked.owner,
                  team: asked.team,
                }}
              >
                {value}
              </Behind>
            )}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
