import type { ConditionRule } from '@etapa/shared/conditions/condition';
import { rangeOf } from '@etapa/shared/reports/periods';
import type { Grouping, ReportQuery } from '@etapa/shared/reports/query';
import { SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { Page } from '../../ui/page.tsx';
import { DayRange } from './day-range.tsx';
import { QueryPanel } from './query-panel.tsx';
import { FilterButton, FilterWords } from './report-filter.tsx';
import { WhoseSelect } from './whose-select.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/workload');
const OPEN: ConditionRule = { field: '$stageGroup', operator: '=', value: 'open' };
const IDLE_DAYS = ['7', '14', '30', '60', '90'];
const BUCKETS = ['day', 'week', 'month'] as const;
/** How many days back each length of time is looked at, while no days are chosen. */
const SINCE = { day: 14, week: 90, month: 365 } as const;

/** Who has how much to do, and what was done. */
export function Workload() {
  const { t } = useTranslation('reports');
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const [bucket, setBucket] = useState<(typeof BUCKETS)[number]>('week');
  const [days, setDays] = useState('14');
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/workload' });
  if (!type) return <Skeleton height={400} m="lg" />;
  const change = (next: Partial<typeof search>) => void navigate({ search: { ...search, ...next }, replace: true });
  const { filter, owner, team } = search;
  const { from, to } = rangeOf(search);
  const whose: ConditionRule[] = owner ? [{ field: '$owner', operator: '=', value: owner }] : [];
  const asked = (dataset: ReportQuery['dataset'], groupBy: Grouping[], rules: ConditionRule[]): ReportQuery => ({
    dataset,
    entityType,
    groupBy,
    measures: [{ fn: 'count' }],
    filter: { combinator: 'and', rules: [...rules, ...whose, ...(filter ? [filter] : [])] },
    team,
    limit: 5_000,
  });
  const since = (field: string): ConditionRule[] =>
    from || to
      ? [
          ...(from ? [{ field, operator: '>=', value: from } as const] : []),
          ...(to ? [{ field, operator: '<', value: to } as const] : []),
        ]
      : [{ field, operator: 'withinLast', value: `P${SINCE[bucket]}D` }];
  const idle: ConditionRule = { field: '$lastActivityAt', operator: 'olderThan', value: `P${days}D` };
  const hasFunnel = Boolean(type.funnels?.length);
  return (
    <Page
      title={t('workload.title')}
      lead={t('workload.lead')}
      actions={
        <>
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
          <DayRange label={t('days')} from={search.from} to={search.to} onChange={change} />
          <WhoseSelect label={t('forecast.whose')} owner={owner} team={team} onChange={change} />
          <FilterButton type={type} filter={filter} onChange={(next) => change({ filter: next })} />
        </>
      }
    >
      <FilterWords type={type} filter={filter} onChange={(next) => change({ filter: next })} />
      {!from && !to && (
        <Text size="sm" c="dimmed">
          {t('workload.lately', { count: SINCE[bucket] })}
        </Text>
      )}
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
        query={asked('tasks', [{ field: 'task.assigneeId' }, { field: 'task.timeliness' }], [])}
      />
      <QueryPanel
        title={t('workload.tasksDone')}
        type={type}
        query={asked(
          'tasks',
          [{ field: 'task.assigneeId' }, { field: 'task.completedAt', bucket }],
          since('task.completedAt'),
        )}
      />
      {hasFunnel && (
        <QueryPanel
          title={t('workload.moves')}
          type={type}
          query={asked(
            'stageVisits',
            [{ field: 'visit.enteredBy' }, { field: 'visit.enteredAt', bucket }],
            since('visit.enteredAt'),
          )}
        />
      )}
      <QueryPanel
        title={t('workload.contacts')}
        type={type}
        query={asked('contacts', [{ field: 'contact.by' }, { field: 'contact.at', bucket }], since('contact.at'))}
      />
      <QueryPanel
        title={t('workload.activity')}
        type={type}
        query={asked('events', [{ field: 'event.actor' }, { field: 'event.kind' }], since('event.at'))}
      />
    </Page>
  );
}
