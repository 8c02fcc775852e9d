import type { Job } from '@etapa/shared/api/jobs';
import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

/** How far a job is. */
export function JobProgress({ job, title }: { job: Job | undefined; title: string }) {
  const { t } = useTranslation('import');
  const { number } = useFormats();
  const share = job?.total ? (job.done / job.total) * 100 : 0;
  return (
    <Stack gap={6} role="status">
      <Text fw={600}>{title}</Text>
      <Progress value={job?.total ? share : 100} animated={!job?.total} aria-label={title} size="md" />
      <Text size="sm" c="dimmed">
        {job?.total ? t('progress', { done: number(job.done), total: number(job.total) }) : t('waiting')}
        {job &&
          job.failedCount > 0 &&
          ` · ${t('problems', { count: job.failedCount, shown: number(job.failedCount) })}`}
      </Text>
    </Stack>
  );
}
