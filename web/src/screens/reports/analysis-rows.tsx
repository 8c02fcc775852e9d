import type { QueryBehind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer } from '../../data/reports.ts';
import { inOrder, keysInOrder, plainNumber, recordsOf } from './analysis-model.ts';
import classes from './analysis-rows.module.css';
import { Behind } from './behind.tsx';
import { GroupValue } from './group-value.tsx';
import { useMeasureText } from './measure-text.ts';
import { Pivot } from './pivot.tsx';

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
}

/** An answer as a table, every number of which opens its records: by one group with bars, by two as a cross table. */
export function AnalysisRows({ answer, query, type }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const measures = useMeasureText(type);
  const [group, second] = query.groupBy ?? [];
  const [measure = { fn: 'count' as const }] = query.measures;
  const of = (values: QueryBehind['group']): QueryBehind => ({
    report: 'query',
    dataset: query.dataset,
    filter: query.filter,
    groupBy: query.groupBy,
    group: values,
  });
  const total = answer.totals[measureKey(measure)];
  const everything: QueryBehind = { report: 'query', dataset: query.dataset, filter: query.filter };
  if (group && second)
    return <Pivot answer={answer} query={query} type={type} rows={group} columns={second} behind={of} />;
  const key = group ? groupKey(group) : '';
  const rows = group
    ? inOrder(
        answer.rows.map((row) => ({ key: row[key] ?? null, value: row[measureKey(measure)], records: recordsOf(row) })),
        keysInOrder(type, group.field),
      )
    : [];
  const longest = Math.max(0, ...rows.map((row) => plainNumber(row.value) ?? 0));
  const cell = (value: unknown, behind: QueryBehind, records: number | undefined) => {
    const text = measures.value(measure, value);
    return text === '—' ? (
      text
    ) : (
      <Behind
        behind={behind}
        title={records === undefined ? undefined : t('flow.inStage', { count: records, formatted: records })}
      >
        {text}
      </Behind>
    );
  };
  return (
    <Table verticalSpacing={5}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{group ? words.name(group.field) : ''}</Table.Th>
          <Table.Td className={classes.bars} />
          <Table.Th ta="right">{measures.name(measure, query.dataset)}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {group &&
          rows.map((row) => (
            <Table.Tr key={String(row.key)}>
              <Table.Td>
                <GroupValue type={type} grouping={group} value={row.key} />
              </Table.Td>
              <Table.Td className={classes.bars}>
                <div
                  className={classes.bar}
                  style={{ width: `${longest > 0 ? (100 * Math.max(0, plainNumber(row.value) ?? 0)) / longest : 0}%` }}
                />
              </Table.Td>
              <Table.Td ta="right">{cell(row.value, of({ [key]: row.key as string | null }), row.records)}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>{t('total')}</Table.Th>
          <Table.Td className={classes.bars} />
          <Table.Th ta="right">{cell(total, everything, recordsOf(answer.totals))}</Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}
