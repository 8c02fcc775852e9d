import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FunnelReport, StageReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Behind } from './behind.tsx';
import type { ReportContext } from './report-context.ts';
import { useSumText } from './sum-text.ts';

/** Every figure of every stage. */
export function StageTable({ report, context }: { report: FunnelReport; context: ReportContext }) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds, label } = useFormats();
  const sumText = useSumText(context.type);
  const rows = new Map(report.stages.map((row) => [row.stage, row]));
  const sums = [...new Set(report.stages.flatMap((row) => Object.keys(row.currentSums)))];
  const share = (ratio: number | null) => (ratio === null ? '—' : percent(ratio));
  const time = (length: number | null) => (length === null ? '—' : seconds(length));
  const here = (row: StageReport) => ({ field: '$stage', operator: '=' as const, value: row.stage });
  const fieldName = (key: string) => label(context.type.fields.find((field) => field.key === key)?.label);
  return (
    <Table.ScrollContainer minWidth={1000} type="native">
      <Table verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stage')}</Table.Th>
            {(
              [
                'entered',
                'reached',
                'current',
                'lostHere',
                'conversionFromPrevious',
                'conversionFromFirst',
                'medianTime',
                'p90Time',
                'normTime',
                'overNorm',
                'overNormNow',
              ] as const
            ).map((column) => (
              <Table.Th key={column} ta="right" title={t(`explain.${column}`)}>
                {t(column)}
              </Table.Th>
            ))}
            {sums.map((field) => (
              <Table.Th key={field} ta="right">
                {t('currentSum', { field: fieldName(field) })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {context.funnel.stages.map((stage) => {
            const row = rows.get(stage.key);
            if (!row) return null;
            return (
              <Table.Tr key={stage.key}>
                <Table.Th scope="row" fw={500}>
                  {label(stage.name)}
                </Table.Th>
                <Cell>{number(row.entered)}</Cell>
                <Cell>{row.reached === null ? '—' : number(row.reached)}</Cell>
                <Cell>
                  <Behind filter={context.behind(here(row))} label={`${label(stage.name)}, ${t('current')}`}>
                    {number(row.current)}
                  </Behind>
                </Cell>
                <Cell>{number(row.lostHere)}</Cell>
                <Cell>{share(row.conversionFromPrevious)}</Cell>
                <Cell>{share(row.conversionFromFirst)}</Cell>
                <Cell>{time(row.medianSeconds)}</Cell>
                <Cell>{time(row.p90Seconds)}</Cell>
                <Cell>{time(row.normSeconds)}</Cell>
                <Cell>{row.normSeconds === null ? '—' : number(row.overNorm)}</Cell>
                <Cell>
                  {stage.norm && row.overNormNow > 0 ? (
                    <Text span c="orange" inherit>
                      <Behind
                        filter={context.behind(here(row), {
                          field: '$stageEnteredAt',
                          operator: 'olderThan',
                          value: stage.norm,
                        })}
                        label={`${label(stage.name)}, ${t('overNormNow')}`}
                      >
                        {number(row.overNormNow)}
                      </Behind>
                    </Text>
                  ) : row.normSeconds === null ? (
                    '—'
                  ) : (
                    number(row.overNormNow)
                  )}
                </Cell>
                {sums.map((field) => (
                  <Cell key={field}>{sumText(field, row.currentSums[field])}</Cell>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const Cell = ({ children }: { children: ReactNode }) => (
  <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
    {children}
  </Table.Td>
);
