import type { QueryBehind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { type Grouping, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer } from '../../data/reports.ts';
import { Term } from '../../ui/term.tsx';
import { Behind, countedBy } from './behind.tsx';
import { behindRow, type Place, placesOf, rowAt } from './crossed.ts';
import { useMeasureText } from './measure-text.ts';
import classes from './pivot.module.css';
import { usePlaceText } from './place-text.ts';

type Row = ReportAnswer['rows'][number];

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
  rows: Grouping;
  columns: Grouping;
}

/** A cross table of two groups: one down, one across, with totals that are measured over everything. */
export function Pivot({ answer, query, type, rows, columns }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const measures = useMeasureText(type);
  const placeText = usePlaceText(type, answer);
  const [measure = { fn: 'count' as const }] = query.measures;
  const [down, across] = [placesOf(answer, query, type, 0), placesOf(answer, query, type, 1)];
  const [downTotals, acrossTotals] = answer.subtotals ?? [];
  const figure = (row: Row | undefined, behind: (row: Row) => QueryBehind, label: string) => {
    const text = measures.value(measure, row?.[measureKey(measure)]);
    if (text === '—' || !row) return '';
    return (
      <Behind behind={behind(row)} of={countedBy(measure)} label={label}>
        {text}
      </Behind>
    );
  };
  /** A total of one group alone, which opens the records of that group. */
  const total = (among: Row[] | undefined, grouping: Grouping, place: Place) => {
    const alone = { ...query, groupBy: [grouping] };
    const own = { ...answer, rows: among ?? [] };
    const label = `${t('total')}, ${placeText(grouping, place)}`;
    return figure(rowAt(own, alone, [place]), (row) => behindRow(own, alone, row), label);
  };
  return (
    <Table.ScrollContainer minWidth={160 + (across.length + 1) * 90} type="native">
      <Table verticalSpacing={5} highlightOnHover className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.name(rows.field)}</Table.Th>
            {across.map((head) => (
              <Table.Th key={JSON.stringify(head)} ta="right">
                {placeText(columns, head)}
              </Table.Th>
            ))}
            {downTotals && (
              <Table.Th ta="right" className={classes.total}>
                <Term means={t('builder.totalExplain')}>{t('total')}</Term>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {down.map((place) => (
            <Table.Tr key={JSON.stringify(place)}>
              <Table.Th scope="row" fw={500}>
                {placeText(rows, place)}
              </Table.Th>
              {across.map((head) => (
                <Table.Td key={JSON.stringify(head)} ta="right">
                  {figure(
                    rowAt(answer, query, [place, head]),
                    (row) => behindRow(answer, query, row),
                    `${placeText(rows, place)}, ${placeText(columns, head)}`,
                  )}
                </Table.Td>
              ))}
              {downTotals && (
                <Table.Td fw={700} ta="right" className={classes.total}>
                  {total(downTotals, rows, place)}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {acrossTotals && (
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">
                <Term means={t('builder.totalExplain')}>{t('total')}</Term>
              </Table.Th>
              {across.map((head) => (
                <Table.Td fw={700} key={JSON.stringify(head)} ta="right">
                  {total(acrossTotals, columns, head)}
                </Table.Td>
              ))}
              <Table.Td fw={700} ta="right" className={classes.total}>
                {figure(answer.totals, () => behindRow(answer, query, null), t('total'))}
              </Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </Table.ScrollContainer>
  );
}
