import type { Job } from '@etapa/shared/api/jobs';
import { Alert, Anchor, Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../data/client.ts';
import { isOver, useJob, useUndoJob } from '../../data/jobs.ts';
import { keys } from '../../data/keys.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { JobProgress } from './job-progress.tsx';

/** The way back from a whole import: what nobody has touched since goes to the trash. */
export function ImportUndo({ job, entityType }: { job: Job; entityType: string }) {
  const { t } = useTranslation('import');
  const { number } = useFormats();
  const client = useQueryClient();
  const undo = useUndoJob();
  const [undoId, setUndoId] = useState(job.undoneBy);
  const { data: back } = useJob(undoId);
  const over = back !== undefined && isOver(back);
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: keys.records(entityType) });
  }, [over, client, entityType]);
  if (undoId === null) {
    const made = [job.result?.created, job.result?.updated, job.result?.linkedCreated].some(
      (count) => typeof count === 'number' && count > 0,
    );
    if (!job.undoable || !made) return null;
    return (
      <div>
        <ProblemNotice error={undo.error} />
        <Button
          variant="light"
          color="red"
          loading={undo.isPending}
          onClick={() => undo.mutate(job.id, { onSuccess: (started) => setUndoId(started.jobId) })}
        >
          {t('undo')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('undoneHelp')}
        </Text>
      </div>
    );
  }
  if (!over) return <JobProgress job={back} title={t('undoing')} />;
  return (
    <Alert color="blue" title={t('undone')}>
      {back.failedCount > 0 && (
        <>
          {t('stays', { shown: number(back.failedCount) })}{' '}
          <Anchor href={apiUrl(`/jobs/${back.id}/failures.csv`)} download>
            {t('downloadRefused')}
          </Anchor>
        </>
      )}
    </Alert>
  );
}
