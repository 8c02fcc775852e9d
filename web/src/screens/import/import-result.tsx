import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../data/client.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { countsOf } from './counts.ts';
import { ImportDuplicates } from './import-duplicates.tsx';
import { ImportUndo } from './import-undo.tsx';

interface Props {
  job: Job;
  type: EntityType;
  staged: boolean;
  onMore: () => void;
}

/** What an import did, with the refused rows to download. */
export function ImportResult({ job, type, staged, onMore }: Props) {
  const entityType = type.key;
  const { t } = useTranslation('import');
  const { number } = useFormats();
  const counts = countsOf(job);
  const stoppedByFault = job.result?.atomic === true && job.failedCount > 0;
  const ok = job.status === 'done' && !stoppedByFault;
  return (
    <Stack gap="md">
      <Alert
        color={ok ? 'green' : 'red'}
        icon={ok ? <IconCircleCheck size={18} /> : <IconX size={18} />}
        title={t(ok ? 'done' : stoppedByFault ? 'nothing' : job.status === 'cancelled' ? 'cancelled' : 'failed')}
      >
        {job.error}
        <Group gap="xl" mt={4}>
          {counts.map(({ name, count }) => (
            <div key={name} data-count={name}>
              <Text size="xl" fw={600}>
                {number(count)}
              </Text>
              <Text size="sm">{t(`counts.${name}`)}</Text>
            </div>
          ))}
        </Group>
      </Alert>
      {job.failedCount > 0 && (
        <Anchor href={apiUrl(`/jobs/${job.id}/failures.csv`)} download>
          {t('downloadRefused')}
        </Anchor>
      )}
      <ImportDuplicates type={type} job={job} />
      <ImportUndo job={job} entityType={entityType} />
      <Group gap="xs">
        <Button component={Link} to={staged ? `/p/${entityType}` : `/p/${entityType}/table`}>
          {t(staged ? 'toBoard' : 'toTable')}
        </Button>
        <Button variant="default" onClick={onMore}>
          {t('another')}
        </Button>
      </Group>
    </Stack>
  );
}
