import { Box, Button, Group, Text } from '@mantine/core';
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RuleRun, runQuery, useCancelRun, useRetryRun } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { RunBadge } from '../../rules/run-badge.tsx';
import { RunFault } from '../../rules/run-step-details.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { RunCause } from './run-cause.tsx';
import { RunSteps } from './run-steps.tsx';

const route = getRouteApi('/signed-in/runs/$runId');

/** One run at its own address. */
export function RunScreen() {
  const { t } = useTranslation('runs');
  const { runId } = route.useParams();
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  if (error) {
    return (
      <Box p="lg">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </Box>
    );
  }
  return (
    <Page title={run ? run.ruleName || run.rule : t('title')} width={860} actions={run && <RunActions run={run} />}>
      {run ? (
        <>
          <RunLead run={run} />
          <RunBody run={run} />
        </>
      ) : (
        <RowsSkeleton rows={4} height={64} />
      )}
    </Page>
  );
}

/** Its outcome, record and rule. */
function RunLead({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  return (
    <Group gap="xs">
      <RunBadge status={run.status} />
      {run.recordNumber !== null && (
        <RecordLink entityType={run.entityType} number={run.recordNumber}>
          {run.recordTitle || `#${run.recordNumber}`}
        </RecordLink>
      )}
      <TextLink
        to="/p/$entityType/rules/$ruleKey"
        params={{ entityType: run.entityType, ruleKey: run.rule }}
        search={{ view: 'canvas', run: run.id }}
        c="dimmed"
        size="sm"
      >
        {t('version', { version: run.ruleVersion })}
      </TextLink>
    </Group>
  );
}

function RunActions({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  const retry = useRetryRun();
  const cancel = useCancelRun();
  return (
    <>
      {run.status === 'failed' && (
        <Button leftSection={<IconRefresh size={16} />} loading={retry.isPending} onClick={() => retry.mutate(run.id)}>
          {t('retry')}
        </Button>
      )}
      {(run.status === 'running' || run.status === 'waiting') && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate(run.id)}
        >
          {t('cancel')}
        </Button>
      )}
      <ProblemNotice error={retry.error ?? cancel.error} />
    </>
  );
}

function RunBody({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  const { dateTime } = useFormats();
  const time = (instant: string) => dateTime(instant, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('began', { time: time(run.createdAt) })}
        {run.finishedAt && ` · ${t('ended', { time: time(run.finishedAt) })}`}
        {run.attempts > 1 && ` · ${t('attempts', { count: run.attempts })}`}
      </Text>
      <RunCause run={run} />
      {!run.steps.some(({ error }) => error) && <RunFault error={run.error} />}
      <RunSteps run={run} />
    </>
  );
}
