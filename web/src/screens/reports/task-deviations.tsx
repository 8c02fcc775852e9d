import type { Deviations } from '@etapa/shared/api/deviations';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';
import { type DeviationsAbout, useDeviationText } from './deviation-figures.ts';

type Column = 'done' | 'late' | 'open' | 'overdue';
const FIGURES = { done: 'tasksDone', late: 'tasksLate', open: 'tasksOpen', overdue: 'tasksOverdue' } as const;

/** Tasks with a deadline, by who they are assigned to: done in time, late, overdue. */
export function TaskDeviations({ tasks, about }: { tasks: Deviations['tasks']; about: DeviationsAbout }) {
  const { t } = useTranslation('reports');
  const { number } = useFormats();
  const text = useDeviationText(about);
  return (
    <Table.ScrollContainer minWidth={620} type="native">
      <Table verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.task_assigneeId')}</Table.Th>
            {(['done', 'late', 'deviation', 'open', 'overdue'] as const).map((column) => (
              <Table.Th key={column} ta="right">
                <Term means={t(`norms.task.explain.${column}`)}>{t(`norms.task.${column}`)}</Term>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tasks.map((row) => {
            const cell = (column: Column) => (
              <Behind
                behind={{
                  report: 'funnel',
                  funnel: about.funnel.key,
                  ...about.asked,
                  figure: FIGURES[column],
                  assignee: row.assigneeId,
                }}
                title={t('flow.inStage', {
                  count: row[`${column}Records`],
                  formatted: number(row[`${column}Records`]),
                })}
                label={`${text.owner(row.assigneeId)}, ${t(`norms.task.${column}`)}`}
              >
                {number(row[column])}
              </Behind>
            );
            return (
              <Table.Tr key={row.assigneeId ?? ''}>
                <Table.Th scope="row" fw={500}>
                  {text.owner(row.assigneeId)}
                </Table.Th>
                <Table.Td ta="right">{cell('done')}</Table.Td>
                <Table.Td ta="right">{cell('late')}</Table.Td>
                <Table.Td ta="right">{text.deviation(row.medianDeviationSeconds)}</Table.Td>
                <Table.Td ta="right">{cell('open')}</Table.Td>
                <Table.Td ta="right">
                  <Text span inherit c={row.overdue > 0 ? 'orange' : undefined}>
                    {cell('overdue')}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
