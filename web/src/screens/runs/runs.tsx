import { Box, Button, Group, Paper, Pill, Select, Table, Text } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RuleRun, type RunFilter, rulesQuery, runsQuery } from '../../data/rules.ts';
import { RecordPicker } from '../../fields/record-picker.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { RunBadge } from '../../rules/run-badge.tsx';
import { untilOf } from '../../rules/until.ts';
import { Empty } from '../../ui/empty.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const route = getRouteApi('/signed-in/runs');

/** What rules did: every run, by rule, record and outcome. */
export function Runs() {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const filter = route.useSearch();
  const runs = useInfiniteQuery(runsQuery(filter));
  const items = runs.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Filters filter={filter} />
      <ProblemNotice error={runs.error} onRetry={() => void runs.refetch()} />
      {runs.isPending && <RowsSkeleton />}
      {items?.length === 0 && (
        <Empty icon={<IconBolt />} title={t('none')}>
          {t('noneLead')}
        </Empty>
      )}
      {items && items.length > 0 && <RunTable runs={items} />}
      {runs.hasNextPage && (
        <Button variant="default" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {common('loadMore')}
        </Button>
      )}
    </Page>
  );
}

const STATUSES = ['running', 'waiting', 'done', 'failed', 'skipped', 'stopped'] as const;

function Filters({ filter }: { filter: RunFilter }) {
  const { t } = useTranslation('runs');
  const { label } = useFormats();
  const navigate = useNavigate({ from: '/runs' });
  const types = useEntityTypes() ?? [];
  const rules = useQuery({ ...rulesQuery(filter.entityType ?? ''), enabled: Boolean(filter.entityType) }).data ?? [];
  const change = (next: RunFilter) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <Group gap="xs">
      <Select
        aria-label={t('process')}
        placeholder={t('anyProcess')}
        clearable
        w={190}
        data={types.map((type) => ({ value: type.key, label: label(type.namePlural ?? type.name) }))}
        value={filter.entityType ?? null}
        onChange={(entityType) => change({ entityType: entityType ?? undefined, rule: undefined, record: undefined })}
      />
      {filter.entityType && (
        <Select
          aria-label={t('rule')}
          placeholder={t('anyRule')}
          clearable
          searchable
          w={240}
          data={rules.map((rule) => ({ value: rule.key, label: rule.name }))}
          value={filter.rule ?? null}
          onChange={(rule) => change({ rule: rule ?? undefined })}
        />
      )}
      <Select
        aria-label={t('status')}
        placeholder={t('anyStatus')}
        clearable
        w={170}
        data={STATUSES.map((value) => ({ value, label: t(`is.${value}`) }))}
        value={filter.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
      />
      {filter.entityType && (
        <Box w={240}>
          <RecordPicker
            single
            existing
            entityType={filter.entityType}
            value={filter.record ? [filter.record] : []}
            onChange={([record]) => change({ record })}
            input={{ 'aria-label': t('record'), placeholder: t('anyRecord') }}
          />
        </Box>
      )}
      {filter.record && !filter.entityType && (
        <Pill
          size="md"
          withRemoveButton
          removeButtonProps={{ 'aria-label': t('anyRecord') }}
          onRemove={() => change({ record: undefined })}
        >
          {t('oneRecord')}
        </Pill>
      )}
    </Group>
  );
}

function RunTable({ runs }: { runs: RuleRun[] }) {
  const { t } = useTranslation('runs');
  const { relative, dateTime } = useFormats();
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={640} type="native">
        <Table highlightOnHover verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rule')}</Table.Th>
              <Table.Th>{t('status')}</Table.Th>
              <Table.Th>{t('record')}</Table.Th>
              <Table.Th>{t('steps')}</Table.Th>
              <Table.Th>{t('when')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {runs.map((run) => (
              <Table.Tr key={run.id}>
                <Table.Td>
                  <TextLink to="/runs/$runId" params={{ runId: run.id }} c="inherit" fw={500} inherit>
                    {run.ruleName || run.rule}
                  </TextLink>
                </Table.Td>
                <Table.Td>
                  <RunBadge status={run.status} />
                  <Until run={run} />
                </Table.Td>
                <Table.Td>
                  {run.recordNumber !== null && (
                    <RecordLink entityType={run.entityType} number={run.recordNumber}>
                      {run.recordTitle || `#${run.recordNumber}`}
                    </RecordLink>
                  )}
                </Table.Td>
                <Table.Td>{run.steps.length}</Table.Td>
                <Table.Td>
                  <Text size="sm" title={dateTime(run.createdAt)}>
                    {relative(run.createdAt)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

/** When a run that waits goes on by itself. */
function Until({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  const { dateTime } = useFormats();
  const parked = run.status === 'waiting' ? run.steps.find(({ status }) => status === 'waiting') : undefined;
  const until = parked && untilOf(parked);
  if (!until) return null;
  return (
    <Text size="xs" c="dimmed">
      {t('waitsUntil', { time: dateTime(until) })}
    </Text>
  );
}
