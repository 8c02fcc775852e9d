import { Drawer, Group, Paper, Select, Table, Text } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RunFilter, rulesQuery, runsQuery } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { RunBadge } from './run-badge.tsx';
import { RunDetails } from './run-details.tsx';
import classes from './runs.module.css';

const route = getRouteApi('/signed-in/runs');
const STATUSES = ['running', 'waiting', 'done', 'failed', 'skipped', 'stopped'] as const;

/** What rules did: each run with its steps, what went in, what came out and what failed. */
export function Runs() {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const { label, relative, dateTime } = useFormats();
  const { run: opened, ...filter } = route.useSearch();
  const navigate = useNavigate({ from: '/runs' });
  const runs = useQuery(runsQuery(filter));
  const types = useEntityTypes() ?? [];
  const rules = useQuery({ ...rulesQuery(filter.entityType ?? ''), enabled: Boolean(filter.entityType) }).data ?? [];
  const change = (next: RunFilter & { run?: string }) =>
    void navigate({ search: (before) => ({ ...before, run: undefined, ...next }), replace: true });
  const items = runs.data?.items;
  const open = items?.find((run) => run.id === opened);

  return (
    <Page title={t('title')} lead={t('lead')}>
      <Group gap="xs">
        <Select
          aria-label={t('process')}
          placeholder={t('anyProcess')}
          clearable
          w={190}
          data={types.map((type) => ({ value: type.key, label: label(type.namePlural ?? type.name) }))}
          value={filter.entityType ?? null}
          onChange={(entityType) => change({ entityType: entityType ?? undefined, rule: undefined })}
        />
        {filter.entityType && (
          <Select
            aria-label={t('rule')}
            placeholder={t('anyRule')}
            clearable
            w={220}
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
      </Group>
      <ProblemNotice error={runs.error} onRetry={() => void runs.refetch()} />
      {runs.isPending && <RowsSkeleton />}
      {items?.length === 0 && (
        <Empty icon={<IconBolt />} title={t('none')}>
          {t('noneLead')}
        </Empty>
      )}
      {items && items.length > 0 && (
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
                {items.map((run) => (
                  <Table.Tr key={run.id}>
                    <Table.Td>
                      <button type="button" className={classes.open} onClick={() => change({ run: run.id })}>
                        {run.ruleName || run.rule}
                      </button>
                    </Table.Td>
                    <Table.Td>
                      <RunBadge status={run.status} />
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
      )}
      <Drawer
        opened={Boolean(open)}
        onClose={() => change({})}
        position="right"
        size="lg"
        title={open?.ruleName || open?.rule}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        {open && <RunDetails run={open} />}
      </Drawer>
    </Page>
  );
}
