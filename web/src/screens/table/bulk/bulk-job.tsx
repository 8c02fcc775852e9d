import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, CloseButton, Group, Progress, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, useCancelJob, useJob, useUndoJob } from '../../../data/jobs.ts';
import { keys } from '../../../data/keys.ts';
import { ProblemNotice } from '../../../data/problem-notice.tsx';
import { useFormats } from '../../../i18n/locale.tsx';
import classes from './bulk.module.css';
import { FailureList } from './failure-list.tsx';

interface Props {
  type: EntityType;
  jobId: string;
  onJob: (jobId: string) => void;
  onClose: () => void;
}

/** How far a change of many records is, what could not be done and why, and the way back. */
export function BulkJob({ type, jobId, onJob, onClose }: Props) {
  const { t } = useTranslation('bulk');
  const { t: common } = useTranslation('common');
  const { number } = useFormats();
  const client = useQueryClient();
  const { data: job, error } = useJob(jobId);
  const cancel = useCancelJob();
  const undo = useUndoJob();
  const [open, setOpen] = useState(false);
  const over = job !== undefined && isOver(job);
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: keys.records(type.key) });
  }, [over, client, type.key]);
  const share = job?.total ? (job.done / job.total) * 100 : 0;
  return (
    <section className={classes.job} aria-label={t('job')}>
      <Group gap="sm">
        <Text size="sm" fw={600} role="status">
          {over ? outcome(job, t, number) : t('progress', progressOf(job, number))}
        </Text>
        {!over && (
          <>
            <Progress flex={1} miw={120} value={share} aria-label={t('job')} />
            <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(jobId)}>
              {t('stop')}
            </Button>
          </>
        )}
        {over && job.failedCount > 0 && (
          <Button size="compact-sm" variant="subtle" color="red" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('failures', { count: job.failedCount, shown: number(job.failedCount) })}
          </Button>
        )}
        {over && job.undoable && changed(job) > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            loading={undo.isPending}
            onClick={() => undo.mutate(jobId, { onSuccess: (started) => onJob(started.jobId) })}
          >
            {common('undo')}
          </Button>
        )}
        {over && <CloseButton size="sm" ml="auto" aria-label={common('close')} onClick={onClose} />}
      </Group>
      <ProblemNotice error={error ?? undo.error ?? cancel.error} />
      {over && job.error && <Text size="sm">{job.error}</Text>}
      {open && over && <FailureList type={type} job={job} />}
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<'bulk'>>['t'];
type Number = (value: number) => string;

const figure = (job: Job, name: string): number => (typeof job.result?.[name] === 'number' ? job.result[name] : 0);

const changed = (job: Job): number => figure(job, 'changed') + figure(job, 'made');

const progressOf = (job: Job | undefined, number: Number) => ({
  done: number(job?.done ?? 0),
  total: number(job?.total ?? 0),
});

function outcome(job: Job, t: Words, number: Number): string {
  const made = figure(job, 'made');
  const count = made > 0 ? made : figure(job, 'changed');
  const said = job.kind === 'undo' ? 'undone' : made > 0 ? 'made' : 'changed';
  const parts = [t(said, { count, shown: number(count) })];
  const unchanged = figure(job, 'unchanged');
  if (unchanged > 0) parts.push(t('unchanged', { count: unchanged, shown: number(unchanged) }));
  if (job.status === 'cancelled') parts.unshift(t('stopped'));
  if (job.status === 'failed') parts.unshift(t('failed'));
  return parts.join(' · ');
}
