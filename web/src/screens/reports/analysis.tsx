import { picturesFor } from '@etapa/shared/reports/pictures';
import { Group, Paper, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { schemaOf } from '../../conditions/choices.ts';
import { useEntityType, useEntityTypes } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { PICTURES, type ReportQuery, reportQuery, type SavedReport, savedReportsQuery } from '../../data/reports.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { AnalysisControls } from './analysis-controls.tsx';
import { asPictured, firstQuery, queryOf } from './analysis-model.ts';
import { AnalysisRows } from './analysis-rows.tsx';
import { AsOf } from './as-of.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterWords } from './report-filter.tsx';
import { ReportPicture } from './report-picture.tsx';
import { SavedMenu } from './saved-menu.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/query');

/** A report built by choosing: what is counted, how it is grouped and drawn. It lives in the address until it is saved. */
export function Analysis() {
  const { t } = useTranslation('reports');
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const types = useEntityTypes() ?? [];
  const shown = useRef<HTMLDivElement>(null);
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/query' });
  const saved = useQuery(savedReportsQuery(entityType)).data;
  const opened = saved?.find(({ id }) => id === search.report);
  const asked =
    type && (queryOf(search.query, type) ?? opened?.query ?? (search.report && !saved ? null : firstQuery(type)));
  const fitting = type && asked ? picturesFor(asked, schemaOf(type, types)) : [];
  const wanted = PICTURES.find((one) => one === search.picture) ?? opened?.picture ?? 'bar';
  const picture = fitting.includes(wanted) ? wanted : (fitting.find((one) => one === 'bar') ?? fitting[0] ?? 'table');
  const query = useQuery(reportQuery(asked ? asPictured(asked, picture) : null));
  if (!type || !asked) return <Skeleton height={400} m="lg" />;
  const change = (next: { query?: ReportQuery; picture?: SavedReport['picture'] }) =>
    void navigate({ search: { ...search, query: asked, picture, ...next }, replace: true });
  const drawn = picture !== 'table';
  return (
    <Page
      title={opened?.name ?? t('analysisTitle')}
      lead={t('analysisLead')}
      width={1100}
      actions={
        <>
          <SavedMenu saved={saved ?? []} opened={opened} query={asked} picture={picture} />
          <ExportMenu
            entityType={entityType}
            name={opened?.name ?? t('analysisTitle')}
            report={{ report: 'query', query: asked, crossed: picture === 'pivot' }}
            shown={shown}
          />
        </>
      }
    >
      <AnalysisControls type={type} query={asked} onChange={(next) => change({ query: next })} />
      <FilterWords type={type} filter={asked.filter} onChange={(filter) => change({ query: { ...asked, filter } })} />
      <SegmentedControl
        aria-label={t('builder.picture')}
        value={picture}
        onChange={(value) => change({ picture: PICTURES.find((one) => one === value) })}
        data={fitting.map((value) => ({ value, label: t(`builder.pictures.${value}`) }))}
        style={{ alignSelf: 'flex-start', maxWidth: '100%', overflowX: 'auto' }}
      />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && !query.error && <RowsSkeleton />}
      {query.data?.rows.length === 0 && <Empty icon={<IconChartBar />} title={t('noRows')} />}
      {query.data && query.data.rows.length > 0 && (
        <Stack ref={shown} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <Paper withBorder p="md">
            <AsOf at={query.data.asOf} />
            <ReportPicture answer={query.data} query={asked} type={type} picture={picture} />
          </Paper>
          {drawn && (
            <Paper withBorder p="md">
              <Group mb="xs">
                <Title order={2} size="h3">
                  {t('builder.numbers')}
                </Title>
              </Group>
              <AnalysisRows answer={query.data} query={asked} type={type} />
            </Paper>
          )}
        </Stack>
      )}
    </Page>
  );
}
