import { type Days, rangeOf } from '@etapa/shared/reports/periods';
import { SegmentedControl, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { funnelReportQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AsOf } from './as-of.tsx';
import { ClockNote } from './clock-note.tsx';
import { Comparison, type Side } from './comparison.tsx';
import { ComparisonControls } from './comparison-controls.tsx';
import { type ComparisonSearch, comparedWith } from './comparison-search.ts';
import { ExportMenu } from './export-menu.tsx';
import { Figures } from './figures.tsx';
import { FunnelBars } from './funnel-bars.tsx';
import { LossReasons } from './loss-reasons.tsx';
import type { ReportContext } from './report-context.ts';
import { ReportControls, type ReportSearch } from './report-controls.tsx';
import { FilterWords } from './report-filter.tsx';
import { useSideNames } from './side-names.ts';
import { StageTable } from './stage-table.tsx';
import type { Whose } from './whose-select.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/funnel');
const SHOWN = ['both', 'funnel', 'table'] as const;

/** Where work stands, where it gets stuck and why it is lost, of the records created in a range of days. */
export function FunnelReport() {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const { entityType } = process.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/funnel' });
  const change = (next: ReportSearch & ComparisonSearch & { picture?: string }) =>
    void navigate({ search: next, replace: true });
  const type = useEntityType(entityType);
  const funnel = type?.funnels?.find((one) => one.key === search.funnel) ?? type?.funnels?.[0];
  const names = useSideNames(search);
  const drawn = useRef<HTMLDivElement>(null);
  const asked = (about: Days & Whose) => ({
    ...rangeOf(about),
    filter: search.filter,
    owner: about.owner,
    team: about.team,
  });
  const against = comparedWith(search);
  const query = useQuery(funnelReportQuery(entityType, funnel?.key ?? '', asked(search)));
  const other = useQuery(funnelReportQuery(entityType, against ? (funnel?.key ?? '') : '', asked(against ?? {})));
  const report = query.data;

  if (!type) return <Skeleton height={400} m="lg" />;
  if (!funnel) return <Empty icon={<IconFilter />} title={t('noFunnel')} />;
  const contextOf = (about: Days & Whose): ReportContext => ({
    type,
    funnel,
    behind: (figure, more) => ({ report: 'funnel', funnel: funnel.key, ...asked(about), figure, ...more }),
  });
  const context = contextOf(search);
  const sides: [Side, Side] | null =
    report && against && other.data
      ? [
          { report, context, name: names.one },
          { report: other.data, context: contextOf(against), name: names.other(against) },
        ]
      : null;
  const shown = SHOWN.find((one) => one === search.picture) ?? 'both';
  const isEmpty = report?.created === 0 && (!sides || sides[1].report.created === 0);

  return (
    <Page
      title={t('funnelTitle', { name: label(funnel.name) })}
      lead={t('funnelLead')}
      actions={
        <>
          <ReportControls
            type={type}
            funnel={funnel.key}
            search={search}
            onChange={(next) => change({ ...search, ...next })}
          />
          <ExportMenu
            entityType={entityType}
            name={label(funnel.name)}
            report={{ report: 'funnel', entityType, funnel: funnel.key, ...asked(search) }}
            shown={drawn}
          />
        </>
      }
    >
      <ComparisonControls search={search} onChange={change} />
      <FilterWords type={type} filter={search.filter} onChange={(filter) => change({ ...search, filter })} />
      <ProblemNotice error={query.error ?? other.error} onRetry={() => void query.refetch()} />
      {((!report && !query.error) || (against && !other.data && !other.error)) && (
        <Stack aria-hidden>
          <Skeleton height={92} />
          <Skeleton height={320} />
        </Stack>
      )}
      {isEmpty && (
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
      {report && !isEmpty && (!against || sides) && (
        <Stack ref={drawn} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <AsOf at={report.asOf} />
          <SegmentedControl
            aria-label={t('shown.label')}
            value={shown}
            onChange={(picture) => change({ ...search, picture })}
            data={SHOWN.map((value) => ({ value, label: t(`shown.${value}`) }))}
            style={{ alignSelf: 'flex-start' }}
          />
          {!sides && <Figures report={report} context={context} />}
          {shown !== 'table' && !sides && (
            <Panel title={t('picture')}>
              <FunnelBars report={report} context={context} />
              {shown === 'funnel' && <ClockNote funnel={funnel} />}
            </Panel>
          )}
          {shown !== 'table' && sides && (
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              {sides.map((side, at) => (
                <Panel key={at === 0 ? 'one' : 'other'} title={side.name}>
                  <FunnelBars report={side.report} context={side.context} narrow />
                </Panel>
              ))}
            </SimpleGrid>
          )}
          {sides && shown !== 'funnel' && <Comparison one={sides[0]} other={sides[1]} />}
          {shown !== 'funnel' && !sides && (
            <Panel title={t('byStage')}>
              <StageTable report={report} context={context} />
              <ClockNote funnel={funnel} />
            </Panel>
          )}
          {!sides && report.lossReasons.length > 0 && <LossReasons report={report} context={context} />}
        </Stack>
      )}
    </Page>
  );
}
