import { Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FunnelReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Behind } from './behind.tsx';
import { useReasonName } from './reason-name.ts';
import type { ReportContext } from './report-context.ts';

/** Why records were lost, the commonest reason first. */
export function LossReasons({ report, context }: { report: FunnelReport; context: ReportContext }) {
  const { t } = useTranslation('reports');
  const { number, percent } = useFormats();
  const name = useReasonName(context);
  return (
    <Panel title={t('lossReasons')}>
      <Stack gap="sm" maw={640}>
        {report.lossReasons.map(({ reason, count }) => (
          <div key={reason ?? ''}>
            <Group justify="space-between" gap="xs">
              <Text>{name(reason)}</Text>
              <Text>
                <Behind behind={context.behind('lossReason', { reason })} label={name(reason)}>
                  {number(count)}
                </Behind>{' '}
                <Text span c="dimmed" size="sm">
                  {percent(count / Math.max(1, report.lost))}
                </Text>
              </Text>
            </Group>
            <Progress
              value={(100 * count) / Math.max(1, report.lost)}
              color="red"
              size="sm"
              aria-label={name(reason)}
            />
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
