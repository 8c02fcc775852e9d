import type { ConditionRule } from '@etapa/shared/conditions/condition';
import type { Grouping, ReportQuery } from '@etapa/shared/reports/query';
import { Group, SegmentedControl, Select, Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { Page } from '../../ui/page.tsx';
import { QueryPanel } from './query-panel.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const OPEN: ConditionRule = { field: '$stageGroup', operator: '=', value: 'open' };
const IDLE_DAYS = ['7', '14', '30', '60', '90'];
const BUCKETS = ['day', 'week', 'month'] as const;
/** How far back each length of time is looked at. */
const SINCE = { day: 'P14D', week: 'P90D', month: 'P365D' } as const;

/** Who has how much to do, and what was done. */
export function Workload() {
  const { t } = useTranslation('reports');
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const [bucket, setBucket] = useState<(typeof BUCKETS)[number]>('week');
  const [days, setDays] = useState('14');
  if (!type) return <Skeleton height={400} m="lg" />;
  const asked = (dataset: ReportQuery['dataset'], groupBy: Grouping[], rules: ConditionRule[] = []): ReportQuery => ({
    dataset,
    entityType,
    groupBy,
    measures: [{ fn: 'count' }],
    ...(rules.length > 0 ? { filter: { combinator: 'and', rules } } : {}),
    limit: 5_000,
  });
  const since = (field: string): ConditionRule => ({ field, operator: 'withinLast', value: SINCE[bucket] });
  const idle: ConditionRule = { field: '$lastActivityAt', operator: 'olderThan', value: `P${days}D` };
  const hasFunnel = Boolean(type.funnels?.length);
  return (
    <Page
      title={t('workload.title')}
      lead={t('workload.lead')}
      actions={
        <Group gap="xs" align="flex-end">
          <SegmentedControl
            aria-label={t('workload.per')}
            value={bucket}
            onChange={(next) => setBucket(BUCKETS.find((one) => one === next) ?? 'week')}
            data={BUCKETS.map((value) => ({ value, label: t(`buckets.${value}`) }))}
          />
          <Select
            label={t('workload.idleAfter')}
            w={170}
            allowDeselect={false}
            value={days}
            onChange={(next) => setDays(next ?? '14')}
            data={IDLE_DAYS.map((value) => ({ value, label: t('workload.days', { count: Number(value) }) }))}
          />
        </Group>
      }
    >
      {hasFunnel && (
        <>
          <QueryPanel
            title={t('workload.cards')}
            type={type}
            query={asked('records', [{ field: '$owner' }, { field: '$stage' }], [OPEN])}
          />
          <QueryPanel
            title={t('workload.idleFor', { days })}
            type={type}
            query={asked('records', [{ field: '$owner' }], [OPEN, idle])}
          />
        </>
      )}
      <QueryPanel
        title={t('workload.tasks')}
        type={type}
        query={asked('tasks', [{ field: 'task.assigneeId' }, { field: 'task.timeliness' }])}
      />
      <QueryPanel
        title={t('workload.tasksDone')}
        type={type}
        query={asked(
          'tasks',
          [{ field: 'task.assigneeId' }, { field: 'task.completedAt', bucket }],
          [since('task.completedAt')],
        )}
      />
      {hasFunnel && (
        <QueryPanel
          title={t('workload.moves')}
          type={type}
          query={asked(
            'stageVisits',
            [{ field: 'visit.enteredBy' }, { field: 'visit.enteredAt', bucket }],
            [since('visit.enteredAt')],
          )}
        />
      )}
      <QueryPanel
        title={t('workload.contacts')}
        type={type}
        query={asked('contacts', [{ field: 'contact.by' }, { field: 'contact.at', bucket }], [since('contact.at')])}
      />
      <QueryPanel
        title={t('workload.activity')}
        type={type}
        query={asked('events', [{ field: 'event.actor' }, { field: 'event.kind' }], [since('event.at')])}
      />
    </Page>
  );
}
