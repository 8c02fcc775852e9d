import { Skeleton, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { funnelReportQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { rangeOf } from './cohort.ts';
import { Figures } from './figures.tsx';
import { FunnelBars } from './funnel-bars.tsx';
import { LossReasons } from './loss-reasons.tsx';
import type { ReportContext } from './report-context.ts';
import { ReportControls, type ReportSearch } from './report-controls.tsx';
import { FilterWords } from './report-filter.tsx';
import { StageTable } from './stage-table.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/funnel');

/** Where work stands, where it gets stuck and why it is lost, of the records created in a range of days. */
export function FunnelReport() {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const { entityType } = process.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/funnel' });
  const change = (next: ReportSearch) => void navigate({ search: next, replace: true });
  const type = useEntityType(entityType);
  const funnel = type?.funnels?.find((one) => one.key === search.funnel) ?? type?.funnels?.[0];
  const range = rangeOf(search);
  const query = useQuery(funnelReportQuery(entityType, funnel?.key ?? '', { ...range, filter: search.filter }));
  const report = query.data;

  if (!type) return <Skeleton height={400} m="lg" />;
  if (!funnel) return <Empty icon={<IconFilter />} title={t('noFunnel')} />;
  const context: ReportContext = {
    type,
    funnel,
    behind: (figure, more) => ({
      report: 'funnel',
      funnel: funnel.key,
      ...range,
      filter: search.filter,
      figure,
      ...more,
    }),
  };

  return (
    <Page
      title={t('funnelTitle', { name: label(funnel.name) })}
      lead={t('funnelLead')}
      actions={<ReportControls type={type} funnel={funnel.key} search={search} onChange={change} />}
    >
      <FilterWords type={type} filter={search.filter} onChange={(filter) => change({ ...search, filter })} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {!report && !query.error && (
        <Stack aria-hidden>
          <Skeleton height={92} />
          <Skeleton height={320} />
        </Stack>
      )}
      {report && report.created === 0 && (
        <Empty
          icon={<IconFilter />}
          title={t('nothing')}
          action={
            <ButtonLink to="/p/$entityType/import" params={{ entityType }} variant="default">
              {t('toImport')}
            </ButtonLink>
          }
        >
          {t('nothingLead')}
        </Empty>
      )}
      {report && report.created > 0 && (
        <Stack style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <Figures report={report} context={context} />
          <Panel title={t('picture')}>
            <FunnelBars report={report} context={context} />
          </Panel>
          <Panel title={t('byStage')}>
            <StageTable report={report} context={context} />
          </Panel>
          {report.lossReasons.length > 0 && <LossReasons report={report} context={context} />}
        </Stack>
      )}
    </Page>
  );
}
