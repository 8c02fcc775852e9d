import { Alert, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { conversionQuery } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';

/** How far the records are brought up to the definition that was published. */
export function Conversion({ jobId }: { jobId: string }) {
  const { t } = useTranslation('builder');
  const { number } = useFormats();
  const job = useQuery(conversionQuery(jobId)).data;
  if (!job) return null;
  if (job.status === 'failed' || job.status === 'cancelled') {
    return (
      <Alert color="red" title={t('conversion.failed')} role="alert">
        {job.error}
      </Alert>
    );
  }
  const done = job.status === 'done';
  return (
    <Alert color={done ? 'green' : 'blue'} title={done ? t('conversion.done') : t('conversion.running')} role="status">
      <Stack gap={6}>
        {!done && (
          <Progress
            value={job.total ? (job.done / job.total) * 100 : 100}
            animated
            aria-label={t('conversion.running')}
          />
        )}
        <Text size="sm">{t('conversion.progress', { done: number(job.done), total: number(job.total ?? 0) })}</Text>
        {job.failedCount > 0 && <Text size="sm">{t('conversion.aside', { count: job.failedCount })}</Text>}
      </Stack>
    </Alert>
  );
}
