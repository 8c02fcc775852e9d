import type { QueryBehind } from '@etapa/shared/api/behind';
import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import { rangeOf } from '@etapa/shared/reports/periods';
import { groupKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Paper, Select, Skeleton, Stack, Table } from '@mantine/core';
import { IconTrophy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { reportQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Term } from '../../ui/term.tsx';
import { groupChoices, grouping } from './analysis-model.ts';
import { Behind } from './behind.tsx';
import { ExportMenu } from './export-menu.tsx';
import { GroupValue } from './group-value.tsx';
import { InCommon } from './in-common.tsx';
import { OutcomeBands } from './outcome-bands.tsx';
import { ReportControls, type ReportSearch } from './report-controls.tsx';
import { FilterWords } from './report-filter.tsx';
import { outcomesOf } from './wins-losses-model.ts';

const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/outcomes');
const NO_TYPE = { key: '', name: '', titleField: '', fields: [] };

/** What is won and what is lost, by any field: how often, and how common each value is on either side. */
export function WinsLosses() {
  const { t } = useTranslation('reports');
  const { number, percent } = useFormats();
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const words = useColumnWords(type ?? NO_TYPE);
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/outcomes' });
  const funnel = type?.funnels?.find((one) => one.key === search.funnel) ?? type?.funnels?.[0];
  const by = grouping(type ?? NO_TYPE, 'records', search.by ?? '$owner');
  const filter = closedFilter(funnel?.key ?? '', rangeOf(search), search);
  const query: ReportQuery = {
    dataset: 'records',
    entityType,
    filter,
    team: search.team,
    groupBy: [by, { field: '$stageGroup' }],
    measures: [{ fn: 'count' }],
    limit: 5_000,
  };
  const answer = useQuery(reportQuery(type && funnel ? query : null));
  const drawn = useRef<HTMLDivElement>(null);
  if (!type) return <Skeleton height={400} m="lg" />;
  if (!funnel) return <Empty icon={<IconTrophy />} title={t('noFunnel')} />;
  const change = (next: ReportSearch & { by?: string }) => void navigate({ search: next, replace: true });
  const { rows, won, lost } = outcomesOf(answer.data?.rows ?? [], groupKey(by));
  const amount = type.fields.find(({ kind, retired }) => kind === 'money' && !retired);
  const opens = (key: unknown, group: 'won' | 'lost', count: number) => {
    const behind: QueryBehind = {
      report: 'query',
      dataset: 'records',
      filter,
      team: search.team,
      groupBy: query.groupBy,
      group: { [groupKey(by)]: key as string | null, $stageGroup: group },
    };
    return count === 0 ? '0' : <Behind behind={behind}>{number(count)}</Behind>;
  };
  const share = (part: number, whole: number) => (whole === 0 ? '—' : percent(part / whole));
  return (
    <Page
      title={t('outcomes.title')}
      lead={t('outcomes.lead')}
      width={1100}
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
            name={t('outcomes.title')}
            report={{ report: 'query', query }}
            shown={drawn}
          />
        </>
      }
    >
      <Select
        label={t('groupBy')}
        w={240}
        searchable
        allowDeselect={false}
        value={by.field}
        onChange={(next) => change({ ...search, by: next ?? undefined })}
        data={groupChoices(type, 'records')
          .filter((name) => name !== '$stageGroup')
          .map((value) => ({ value, label: words.name(value) }))}
      />
      <FilterWords type={type} filter={search.filter} onChange={(next) => change({ ...search, filter: next })} />
      <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />
      {answer.isPending && !answer.error && <Skeleton height={260} />}
      {answer.data && rows.length === 0 && <Empty icon={<IconTrophy />} title={t('outcomes.nothing')} />}
      {rows.length > 0 && (
        <Stack ref={drawn} style={{ opacity: answer.isPlaceholderData ? 0.6 : 1 }}>
          <Paper withBorder p="md">
            <Table.ScrollContainer minWidth={620} type="native">
              <Table verticalSpacing={5} highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.name(by.field)}</Table.Th>
                    {(['won', 'lost', 'winRate', 'ofWon', 'ofLost'] as const).map((column) => (
                      <Table.Th key={column} ta="right">
                        <Term means={t(`outcomes.explain.${column}`)}>{t(`outcomes.${column}`)}</Term>
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <Table.Tr key={String(row.key)}>
                      <Table.Th scope="row" fw={500}>
                        <GroupValue type={type} grouping={by} value={row.key} />
                      </Table.Th>
                      <Table.Td ta="right">{opens(row.key, 'won', row.won)}</Table.Td>
                      <Table.Td ta="right">{opens(row.key, 'lost', row.lost)}</Table.Td>
                      <Table.Td ta="right">{share(row.won, row.won + row.lost)}</Table.Td>
                      <Table.Td ta="right">{share(row.won, won)}</Table.Td>
                      <Table.Td ta="right">{share(row.lost, lost)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Paper>
          {amount && (
            <Panel title={t('outcomes.bands')}>
              <OutcomeBands type={type} field={amount} filter={filter} team={search.team} />
            </Panel>
          )}
          <Panel title={t('common.title')}>
            <InCommon type={type} filter={filter} team={search.team} />
          </Panel>
        </Stack>
      )}
    </Page>
  );
}

/** Records of a funnel that are closed, created in a range of days, and that meet the reader's filter. */
function closedFilter(
  funnel: string,
  { from, to }: { from?: string; to?: string },
  { filter, owner }: { filter?: ConditionGroup; owner?: string },
): ConditionGroup {
  const rules: (ConditionRule | ConditionGroup)[] = [
    { field: '$funnel', operator: '=', value: funnel },
    { field: '$stageGroup', operator: 'in', value: ['won', 'lost'] },
  ];
  if (from) rules.push({ field: '$createdAt', operator: '>=', value: from });
  if (to) rules.push({ field: '$createdAt', operator: '<', value: to });
  if (owner) rules.push({ field: '$owner', operator: '=', value: owner });
  if (filter && filter.rules.length > 0) rules.push(filter);
  return { combinator: 'and', rules };
}
