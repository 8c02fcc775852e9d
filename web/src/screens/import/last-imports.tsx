import type { Job } from '@etapa/shared/api/jobs';
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isOver } from '../../data/jobs.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { countsOf } from './counts.ts';
import { useLastImports } from './import-data.ts';

/** What one imported of late: the way back to its refused rows, and to taking it back. */
export function LastImports({ entityType }: { entityType: string }) {
  const { t } = useTranslation('import');
  const { dateTime, number } = useFormats();
  const { data: jobs = [] } = useLastImports(entityType);
  if (jobs.length === 0) return null;
  const outcome = (job: Job): string => {
    if (!isOver(job)) return t('importing');
    if (job.undoneBy !== null) return t('undone');
    const counts = countsOf(job).map(({ name, count }) => `${number(count)} ${t(`counts.${name}`)}`);
    return [...(job.status === 'failed' ? [t('failed')] : []), ...counts].join(' · ');
  };
  return (
    <Stack component="section" gap={4} aria-label={t('last')}>
      <Title order={2} size="h5">
        {t('last')}
      </Title>
      {jobs.map((job) => (
        <Text key={job.id} size="sm">
          <Anchor component={Link} underline="always" to={`/p/${entityType}/import?job=${job.id}`}>
            {dateTime(job.createdAt)}
          </Anchor>{' '}
          {outcome(job)}
        </Text>
      ))}
    </Stack>
  );
}
