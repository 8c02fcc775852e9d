import type { FunnelFigure } from '@etapa/shared/api/behind';
import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FunnelReport, StageReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';
import type { ReportContext } from './report-context.ts';
import { useSumText } from './sum-text.ts';

const COLUMNS = [
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
] as const;
type Column = Exclude<(typeof COLUMNS)[number], 'normTime'>;

/** The records that each column's numbers are of. */
const FIGURES: { [Name in Column]: FunnelFigure } = {
  entered: 'entered',
  reached: 'reached',
  current: 'current',
  lostHere: 'lostHere',
  conversionFromPrevious: 'reached',
  conversionFromFirst: 'reached',
  medianTime: 'timed',
  p90Time: 'timed',
  overNorm: 'overNorm',
  overNormNow: 'overNormNow',
};

/** Every figure of every stage. */
export function StageTable({ report, context }: { report: FunnelReport; context: ReportContext }) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds, label } = useFormats();
  const sumText = useSumText(context.type);
  const rows = new Map(report.stages.map((row) => [row.stage, row]));
  const sums = [...new Set(report.stages.flatMap((row) => Object.keys(row.currentSums)))];
  const share = (ratio: number | null) => (ratio === null ? '—' : percent(ratio));
  const time = (length: number | null) => (length === null ? '—' : seconds(length));
  const norm = ({ stage, normSeconds }: StageReport) => {
    const isWorked = context.funnel.stages.some(
      ({ key, clock, group }) => key === stage && clock === 'working' && group === 'open',
    );
    return isWorked && normSeconds !== null ? t('worked', { time: time(normSeconds) }) : time(normSeconds);
  };
  const fieldName = (key: string) => label(context.type.fields.find((field) => field.key === key)?.label);
  const nameOf = (key: string) => label(context.funnel.stages.find((stage) => stage.key === key)?.name);
  const opens = (row: StageReport, column: Column, text: string, title?: string, name = t(column)) =>
    text === '—' || text === '' ? (
      text
    ) : (
      <Behind
        behind={context.behind(FIGURES[column], { stage: row.stage })}
        label={`${nameOf(row.stage)}, ${name}`}
        title={title}
      >
        {text}
      </Behind>
    );
  const visitsOf = ({ overNorm, overNormRecords }: StageReport) =>
    t('visitsOf', { visits: t('visits', { count: overNorm }), count: overNormRecords });
  return (
    <Table.ScrollContainer minWidth={1000} type="native">
      <Table verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stage')}</Table.Th>
            {COLUMNS.map((column) => (
              <Table.Th key={column} ta="right">
                <Term means={t(`explain.${column}`)}>{t(column)}</Term>
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
                <Cell>{opens(row, 'entered', number(row.entered))}</Cell>
                <Cell>{row.reached === null ? '—' : opens(row, 'reached', number(row.reached))}</Cell>
                <Cell>{opens(row, 'current', number(row.current))}</Cell>
                <Cell>{opens(row, 'lostHere', number(row.lostHere))}</Cell>
                <Cell>{opens(row, 'conversionFromPrevious', share(row.conversionFromPrevious))}</Cell>
                <Cell>{opens(row, 'conversionFromFirst', share(row.conversionFromFirst))}</Cell>
                <Cell>{opens(row, 'medianTime', time(row.medianSeconds))}</Cell>
                <Cell>{opens(row, 'p90Time', time(row.p90Seconds))}</Cell>
                <Cell>{norm(row)}</Cell>
                <Cell>
                  {row.normSeconds === null ? '—' : opens(row, 'overNorm', number(row.overNorm), visitsOf(row))}
                </Cell>
                <Cell>
                  {row.normSeconds === null ? (
                    '—'
                  ) : (
                    <Text span c={row.overNormNow > 0 ? 'orange' : undefined} inherit>
                      {opens(row, 'overNormNow', number(row.overNormNow))}
                    </Text>
                  )}
                </Cell>
                {sums.map((field) => (
                  <Cell key={field}>
                    {opens(
                      row,
                      'current',
                      sumText(field, row.currentSums[field]),
                      undefined,
                      t('currentSum', { field: fieldName(field) }),
                    )}
                  </Cell>
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
