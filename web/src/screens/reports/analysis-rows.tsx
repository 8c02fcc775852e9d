import type { EntityType } from '@etapa/shared/definition/entity-type';
import { currenciesOf } from '@etapa/shared/reports/currencies';
import { groupKey, type Measure, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer } from '../../data/reports.ts';
import { Term } from '../../ui/term.tsx';
import { keysInOrder, plainNumber } from './analysis-model.ts';
import classes from './analysis-rows.module.css';
import { Behind, countedBy } from './behind.tsx';
import { behindRow, isOthers, type Place } from './crossed.ts';
import { useMeasureText } from './measure-text.ts';
import { usePlaceText } from './place-text.ts';

interface Props {
  answer: ReportAnswer;
  query: ReportQuery;
  type: EntityType;
}

type Row = ReportAnswer['rows'][number];

/** An answer as a table: a row for each combination of groups, a column for each measure, every number a link. */
export function AnalysisRows({ answer, query, type }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const placeText = usePlaceText(type, answer);
  const measures = useMeasureText(type);
  const groups = query.groupBy ?? [];
  const rows = query.sort?.length ? answer.rows : ordered(answer.rows, query, type);
  const [first = { fn: 'count' as const }] = query.measures;
  // Bars of several currencies would hold one against the other.
  const hasBars =
    groups.length === 1 && query.measures.length === 1 && currenciesOf(answer.rows, measureKey(first)).length < 2;
  const longest = Math.max(0, ...rows.map((row) => plainNumber(row[measureKey(first)]) ?? 0));
  const nameOf = (row: Row) =>
    groups.map((grouping, at) => placeText(grouping, placeOf(row, groupKey(grouping), at))).join(', ');
  const cell = (measure: Measure, row: Row, behind: Row | null) => {
    const text = measures.value(measure, row[measureKey(measure)]);
    if (text === '—') return text;
    return (
      <Behind
        behind={behindRow(answer, query, behind)}
        of={countedBy(measure)}
        label={[behind ? nameOf(row) : t('total'), measures.name(measure, query.dataset)].filter(Boolean).join(', ')}
      >
        {text}
      </Behind>
    );
  };
  return (
    <Table.ScrollContainer minWidth={120 * (groups.length + query.measures.length)} type="native">
      <Table verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {groups.map((grouping) => (
              <Table.Th key={groupKey(grouping)}>{words.name(grouping.field)}</Table.Th>
            ))}
            {groups.length === 0 && <Table.Th>{t('total')}</Table.Th>}
            {hasBars && <Table.Td className={classes.bars} />}
            {query.measures.map((measure) => (
              <Table.Th key={measureKey(measure)} ta="right">
                <Term means={measures.explain(measure, query.dataset)}>{measures.name(measure, query.dataset)}</Term>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.length > 0 &&
            rows.map((row) => (
              <Table.Tr key={JSON.stringify([isOthers(row), ...groups.map((grouping) => row[groupKey(grouping)])])}>
                {groups.map((grouping, at) => {
                  const place = placeOf(row, groupKey(grouping), at);
                  const isDim = place.others || place.key === null;
                  return (
                    <Table.Td key={groupKey(grouping)}>
                      <Text span inherit c={isDim ? 'dimmed' : undefined}>
                        {placeText(grouping, place)}
                      </Text>
                    </Table.Td>
                  );
                })}
                {hasBars && (
                  <Table.Td className={classes.bars}>
                    <div
                      className={classes.bar}
                      style={{
                        width: `${longest > 0 ? (100 * Math.max(0, plainNumber(row[measureKey(first)]) ?? 0)) / longest : 0}%`,
                      }}
                    />
                  </Table.Td>
                )}
                {query.measures.map((measure) => (
                  <Table.Td key={measureKey(measure)} ta="right">
                    {cell(measure, row, row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={Math.max(1, groups.length)}>
              {t('total')}
            </Table.Th>
            {hasBars && <Table.Td className={classes.bars} />}
            {query.measures.map((measure) => (
              <Table.Td fw={700} key={measureKey(measure)} ta="right">
                {cell(measure, answer.totals, null)}
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

const placeOf = (row: Row, key: string, at: number): Place => ({
  key: (row[key] ?? null) as Place['key'],
  others: at === 0 && isOthers(row),
});

/** By the order that the definition gives each grouping's keys, the first grouping first; the others last. */
function ordered(rows: Row[], query: ReportQuery, type: EntityType): Row[] {
  const orders = (query.groupBy ?? []).map((grouping) => {
    const keys = keysInOrder(type, grouping.field);
    return keys ? { key: groupKey(grouping), place: new Map(keys.map((key, at) => [key, at])) } : null;
  });
  if (orders[0] === null) return rows;
  const compare = (one: Row, other: Row): number => {
    if (isOthers(one) !== isOthers(other)) return isOthers(one) ? 1 : -1;
    for (const order of orders) {
      if (!order) return 0;
      const at = (row: Row) => order.place.get(String(row[order.key])) ?? order.place.size;
      const difference = at(one) - at(other);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return [...rows].sort(compare);
}
