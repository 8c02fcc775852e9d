import type { ConditionRule } from '@etapa/shared/conditions/condition';
import type { Grouping, ReportQuery } from '@etapa/shared/reports/query';
import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { Page } from '../../ui/page.tsx';
import { QueryPanel } from './query-panel.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const OPEN: ConditionRule = { field: '$stageGroup', operator: '=', value: 'open' };
const IDLE: ConditionRule = { field: '$lastActivityAt', operator: 'olderThan', value: 'P14D' };

/** Who has how much to do, and what was done. */
export function Workload() {
  const { t } = useTranslation('reports');
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  if (!type) return <Skeleton height={400} m="lg" />;
  const asked = (dataset: ReportQuery['dataset'], groupBy: Grouping[], rules: ConditionRule[] = []): ReportQuery => ({
    dataset,
    entityType,
    groupBy,
    measures: [{ fn: 'count' }],
    ...(rules.length > 0 ? { filter: { combinator: 'and', rules } } : {}),
    limit: 5_000,
  });
  const hasFunnel = Boolean(type.funnels?.length);
  return (
    <Page title={t('workload.title')} lead={t('workload.lead')}>
      {hasFunnel && (
        <>
          <QueryPanel
            title={t('workload.cards')}
            type={type}
            query={asked('records', [{ field: '$owner' }, { field: '$stage' }], [OPEN])}
          />
          <QueryPanel
            title={t('workload.idle')}
            type={type}
            query={asked('records', [{ field: '$owner' }], [OPEN, IDLE])}
          />
        </>
      )}
      <QueryPanel
        title={t('workload.tasks')}
        type={type}
        query={asked('tasks', [{ field: 'task.assigneeId' }, { field: 'task.status' }])}
      />
      {hasFunnel && (
        <QueryPanel
          title={t('workload.moves')}
          type={type}
          query={asked('stageVisits', [{ field: 'visit.enteredBy' }, { field: 'visit.enteredAt', bucket: 'month' }])}
        />
      )}
      <QueryPanel
        title={t('workload.activity')}
        type={type}
        query={asked('events', [{ field: 'event.actor' }, { field: 'event.kind' }])}
      />
    </Page>
  );
}
