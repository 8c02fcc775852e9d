import { rangeOf } from '@etapa/shared/reports/periods';
import { SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { deviationsQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ClockNote } from './clock-note.tsx';
import { DeviationMatrix } from './deviation-matrix.tsx';
import { DeviationTable } from './deviation-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ReportControls, type ReportSearch } from './report-controls.tsx';
import { FilterWords } from './report-filter.tsx';
import { TaskDeviations } from './task-deviations.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/norms');

/** Who keeps to the norms of stages and the deadlines of tasks, and who does not: by person and stage. */
export function Norms() {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/norms' });
  const [shown, setShown] = useState<'picture' | 'table'>('table');
  const drawn = useRef<HTMLDivElement>(null);
  const funnel = type?.funnels?.find((one) => one.key === search.funnel) ?? type?.funnels?.[0];
  const { filter, owner, team } = search;
  const asked = { ...rangeOf(search), filter, owner, team };
  const query = useQuery(deviationsQuery(entityType, funnel?.key ?? '', asked));
  const answer = query.data;
  if (!type) return <Skeleton height={400} m="lg" />;
  if (!funnel) return <Empty icon={<IconClockExclamation />} title={t('noFunnel')} />;
  const change = (next: ReportSearch) => void navigate({ search: next, replace: true });
  const about = { type, funnel, asked };
  return (
    <Page
      title={t('norms.title', { name: label(funnel.name) })}
      lead={t('norms.lead')}
      actions={
        <>
          <ReportControls type={type} funnel={funnel.key} search={search} onChange={change} />
          <ExportMenu
            entityType={entityType}
            name={label(funnel.name)}
            report={{ report: 'deviations', entityType, funnel: funnel.key, ...asked }}
            shown={drawn}
          />
        </>
      }
    >
      <FilterWords type={type} filter={filter} onChange={(next) => change({ ...search, filter: next })} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {!answer && !query.error && <Skeleton height={320} />}
      {answer?.stages.length === 0 && (
        <Empty icon={<IconClockExclamation />} title={t('nothing')}>
          {t('nothingLead')}
        </Empty>
      )}
      {answer && answer.stages.length > 0 && (
        <Stack ref={drawn} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <Panel
            title={t('norms.byOwner')}
            aside={
              <SegmentedControl
                size="xs"
                aria-label={t('shown.label')}
                value={shown}
                onChange={(value) => setShown(value === 'picture' ? 'picture' : 'table')}
                data={[
                  { value: 'table', label: t('shown.table') },
                  { value: 'picture', label: t('norms.matrix') },
                ]}
              />
            }
          >
            {shown === 'table' ? (
              <DeviationTable answer={answer} about={about} />
            ) : (
              <DeviationMatrix answer={answer} about={about} />
            )}
            <Text size="xs" c="dimmed" mt="xs">
              {t('norms.owners')}
            </Text>
            <ClockNote funnel={funnel} all />
          </Panel>
          {answer.tasks.length > 0 && (
            <Panel title={t('norms.tasks')}>
              <TaskDeviations tasks={answer.tasks} about={about} />
            </Panel>
          )}
        </Stack>
      )}
    </Page>
  );
}
