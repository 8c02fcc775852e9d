import { Paper, SimpleGrid, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FunnelReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Behind } from './behind.tsx';
import type { ReportContext } from './report-context.ts';
import { useSumText } from './sum-text.ts';

/** The figures of the whole cohort. */
export function Figures({ report, context }: { report: FunnelReport; context: ReportContext }) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds, label } = useFormats();
  const sumText = useSumText(context.type);
  const group = (value: string) => context.behind({ field: '$stageGroup', operator: '=', value });
  const closed = context.behind({ field: '$stageGroup', operator: 'in', value: ['won', 'lost'] });
  const fieldName = (key: string) => label(context.type.fields.find((field) => field.key === key)?.label);
  const sums = Object.keys(report.wonSums);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Figure name={t('created')}>
        <Behind filter={context.behind()}>{number(report.created)}</Behind>
      </Figure>
      <Figure name={t('open')}>
        <Behind filter={group('open')}>{number(report.open)}</Behind>
      </Figure>
      <Figure name={t('won')} color="green">
        <Behind filter={group('won')}>{number(report.won)}</Behind>
      </Figure>
      <Figure name={t('lost')} color="red">
        <Behind filter={group('lost')}>{number(report.lost)}</Behind>
      </Figure>
      <Figure name={t('winRate')} note={t('winRateNote')}>
        {report.winRate === null ? '—' : <Behind filter={closed}>{percent(report.winRate, 2)}</Behind>}
      </Figure>
      <Figure name={t('medianCycle')} note={t('medianCycleNote')}>
        {report.medianCycleSeconds === null ? (
          '—'
        ) : (
          <Behind filter={group('won')}>{seconds(report.medianCycleSeconds)}</Behind>
        )}
      </Figure>
      {sums.map((field) => (
        <Fragment key={field}>
          <Figure name={t('wonSum', { field: fieldName(field) })}>
            <Behind filter={group('won')}>{sumText(field, report.wonSums[field])}</Behind>
          </Figure>
          {report.wonMedians[field] !== undefined && (
            <Figure name={t('wonMedian', { field: fieldName(field) })}>
              <Behind filter={group('won')}>{sumText(field, report.wonMedians[field])}</Behind>
            </Figure>
          )}
        </Fragment>
      ))}
    </SimpleGrid>
  );
}

function Figure({ name, note, color, children }: { name: string; note?: string; color?: string; children: ReactNode }) {
  return (
    <Paper withBorder px="sm" py="sm" component="figure" m={0}>
      <Text component="figcaption" size="sm" c="dimmed">
        {name}
      </Text>
      <Text fw={600} fz={20} lh={1.3} c={color} style={{ overflowWrap: 'anywhere' }}>
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
