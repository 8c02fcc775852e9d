import type { EntityType } from '@etapa/shared/definition/entity-type';
import { type Grouping, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer } from '../../data/reports.ts';
import { recordsOf } from './analysis-model.ts';
import { Behind } from './behind.tsx';
import { behindRow, placesOf, rowAt } from './crossed.ts';
import { useMeasureText } from './measure-text.ts';
import { usePlaceText } from './place-text.ts';

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
  rows: Grouping;
  columns: Grouping;
}

/** A cross table of two groups: one down, one across. */
export function Pivot({ answer, query, type, rows, columns }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const measures = useMeasureText(type);
  const placeText = usePlaceText(type, answer);
  const [measure = { fn: 'count' as const }] = query.measures;
  const [down, across] = [placesOf(answer, query, type, 0), placesOf(answer, query, type, 1)];
  return (
    <Table.ScrollContainer minWidth={160 + across.length * 90} type="native">
      <Table verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.name(rows.field)}</Table.Th>
            {across.map((head) => (
              <Table.Th key={JSON.stringify(head)} ta="right">
                {placeText(columns, head)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {down.map((place) => (
            <Table.Tr key={JSON.stringify(place)}>
              <Table.Th scope="row" fw={500}>
                {placeText(rows, place)}
              </Table.Th>
              {across.map((head) => {
                const found = rowAt(answer, query, [place, head]);
                const text = measures.value(measure, found?.[measureKey(measure)]);
                const records = found && recordsOf(found);
                return (
                  <Table.Td key={JSON.stringify(head)} ta="right">
                    {text === '—' || !found ? (
                      ''
                    ) : (
                      <Behind
                        behind={behindRow(answer, query, found)}
                        label={`${placeText(rows, place)}, ${placeText(columns, head)}`}
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
