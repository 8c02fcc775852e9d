import { Paper, SimpleGrid, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FunnelReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';
import type { ReportContext } from './report-context.ts';
import { useSumText } from './sum-text.ts';

/** The figures of the whole cohort. */
export function Figures({ report, context }: { report: FunnelReport; context: ReportContext }) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds, label } = useFormats();
  const sumText = useSumText(context.type);
  const fieldName = (key: string) => label(context.type.fields.find((field) => field.key === key)?.label);
  const sums = Object.keys(report.wonSums);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Figure name={t('created')} title={t('explain.created')}>
        <Behind behind={context.behind('created')}>{number(report.created)}</Behind>
      </Figure>
      <Figure name={t('open')} title={t('explain.open')}>
        <Behind behind={context.behind('open')}>{number(report.open)}</Behind>
      </Figure>
      <Figure name={t('won')} title={t('explain.won')} color="green">
        <Behind behind={context.behind('won')}>{number(report.won)}</Behind>
      </Figure>
      <Figure name={t('lost')} title={t('explain.lost')} color="red">
        <Behind behind={context.behind('lost')}>{number(report.lost)}</Behind>
      </Figure>
      <Figure name={t('winRate')} note={t('winRateNote')}>
        {report.winRate === null ? (
          '—'
        ) : (
          <Behind behind={context.behind('closed')}>{percent(report.winRate, 2)}</Behind>
        )}
      </Figure>
      <Figure name={t('medianCycle')} note={t('medianCycleNote')}>
        {report.medianCycleSeconds === null ? (
          '—'
        ) : (
          <Behind behind={context.behind('won')}>{seconds(report.medianCycleSeconds)}</Behind>
        )}
      </Figure>
      {sums.map((field) => (
        <Fragment key={field}>
          <Figure name={t('wonSum', { field: fieldName(field) })} isLong={isSeveral(report.wonSums[field])}>
            <Behind behind={context.behind('won')}>{sumText(field, report.wonSums[field])}</Behind>
          </Figure>
          {report.wonMedians[field] !== undefined && (
            <Figure name={t('wonMedian', { field: fieldName(field) })} isLong={isSeveral(report.wonMedians[field])}>
              <Behind behind={context.behind('won')}>{sumText(field, report.wonMedians[field])}</Behind>
            </Figure>
          )}
        </Fragment>
      ))}
    </SimpleGrid>
  );
}

interface FigureProps {
  name: string;
  /** What it means, told on hover. */
  title?: string;
  note?: string;
  color?: string;
  /** Sums of several currencies, which stand side by side. */
  isLong?: boolean;
  children: ReactNode;
}

function Figure({ name, title, note, color, isLong, children }: FigureProps) {
  return (
    <Paper withBorder px="sm" py="sm" component="figure" m={0}>
      <Text component="figcaption" size="sm" c="dimmed">
        <Term means={title}>{name}</Term>
      </Text>
      <Text fw={600} fz={isLong ? 15 : 20} lh={1.3} c={color} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Paper>
  );
}

const isSeveral = (sum: unknown): boolean => typeof sum === 'object' && sum !== null && Object.keys(sum).length > 1;
