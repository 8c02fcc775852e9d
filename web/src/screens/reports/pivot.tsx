import type { QueryBehind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { type Grouping, groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer } from '../../data/reports.ts';
import { inOrder, keysInOrder, recordsOf } from './analysis-model.ts';
import { Behind } from './behind.tsx';
import { GroupValue } from './group-value.tsx';
import { useMeasureText } from './measure-text.ts';

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
  rows: Grouping;
  columns: Grouping;
  behind: (group: QueryBehind['group']) => QueryBehind;
}

/** A cross table of two groups: one down, one across. */
export function Pivot({ answer, query, type, rows, columns, behind }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const measures = useMeasureText(type);
  const [measure = { fn: 'count' as const }] = query.measures;
  const [down, across] = [groupKey(rows), groupKey(columns)];
  const values = new Map(answer.rows.map((row) => [JSON.stringify([row[down], row[across]]), row]));
  const keysOf = (key: string, field: string) => {
    const keys = [...new Set(answer.rows.map((row) => row[key] ?? null))].map((one) => ({ key: one }));
    return inOrder(keys, keysInOrder(type, field)).map((one) => one.key);
  };
  const heads = keysOf(across, columns.field);
  return (
    <Table.ScrollContainer minWidth={160 + heads.length * 90} type="native">
      <Table verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.name(rows.field)}</Table.Th>
            {heads.map((head) => (
              <Table.Th key={String(head)} ta="right">
                <GroupValue type={type} grouping={columns} value={head} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keysOf(down, rows.field).map((row) => (
            <Table.Tr key={String(row)}>
              <Table.Th scope="row" fw={500}>
                <GroupValue type={type} grouping={rows} value={row} />
              </Table.Th>
              {heads.map((head) => {
                const found = values.get(JSON.stringify([row, head]));
                const text = measures.value(measure, found?.[measureKey(measure)]);
                const records = found && recordsOf(found);
                const group = { [down]: row, [across]: head } as QueryBehind['group'];
                return (
                  <Table.Td key={String(head)} ta="right">
                    {text === '—' ? (
                      ''
                    ) : (
                      <Behind
                        behind={behind(group)}
                        title={
                          records === undefined ? undefined : t('flow.inStage', { count: records, formatted: records })
                        }
                      >
                        {text}
                      </Behind>
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
