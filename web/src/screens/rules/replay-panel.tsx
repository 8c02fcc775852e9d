import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { Accordion, Button, Group, Paper, Progress, Select, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Replayed, replayed, replayQuery, useCancelReplay, useReplayRule } from '../../data/rule-trials.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RehearsedSteps } from './rehearsed-steps.tsx';

interface Props {
  rule: Rule;
  type: EntityType;
  /** It has faults, so it cannot be tried. */
  faulty: boolean;
}

const DAY = 86_400_000;
const PERIODS = { week: 7, month: 30, quarter: 90, year: 365 } as const;
type Period = keyof typeof PERIODS;
const NAMES: Period[] = ['week', 'month', 'quarter', 'year'];

/** Tries the rule as it stands in the form on what really happened: how often it would have fired, and on what. */
export function ReplayPanel({ rule, type, faulty }: Props) {
  const { t } = useTranslation('rules');
  const [period, setPeriod] = useState<Period>('month');
  const [jobId, setJobId] = useState<string | null>(null);
  const replay = useReplayRule(type.key);
  const job = useQuery({ ...replayQuery(jobId ?? ''), enabled: jobId !== null });
  const underWay = jobId !== null && (!job.data || job.data.status === 'queued' || job.data.status === 'running');
  const result = job.data && replayed(job.data);
  const begin = () => {
    const now = Date.now();
    const from = new Date(now - PERIODS[period] * DAY).toISOString();
    replay.mutate({ rule, from, to: new Date(now).toISOString() }, { onSuccess: (started) => setJobId(started.jobId) });
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={t('replay.title')}>
      <Text fw={600}>{t('replay.title')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('replay.lead')}
      </Text>
      <Stack gap="xs">
        <Select
          label={t('replay.period')}
          allowDeselect={false}
          data={NAMES.map((value) => ({ value, label: t(`replay.last.${value}`) }))}
          value={period}
          onChange={(next) => setPeriod(NAMES.find((name) => name === next) ?? 'month')}
        />
        <Button
          variant="default"
          leftSection={<IconHistory size={16} />}
          disabled={faulty}
          loading={replay.isPending || underWay}
          onClick={begin}
        >
          {t('replay.run')}
        </Button>
        <ProblemNotice error={replay.error ?? job.error} />
        <div aria-live="polite">
          {underWay && <Under job={job.data} />}
          {job.data?.status === 'failed' && <Text c="red">{job.data.error}</Text>}
          {job.data?.status === 'cancelled' && <Text c="dimmed">{t('replay.stopped')}</Text>}
          {result && <Result result={result} type={type} />}
        </div>
      </Stack>
    </Paper>
  );
}

/** How far it is. */
function Under({ job }: { job: Job | undefined }) {
  const { t } = useTranslation('rules');
  const { number } = useFormats();
  const cancel = useCancelReplay();
  const share = job?.total ? (job.done / job.total) * 100 : 100;
  return (
    <Stack gap={6}>
      <Progress value={share} animated={!job?.total} aria-label={t('replay.title')} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {job?.total
            ? t('replay.progress', { done: number(job.done), total: number(job.total) })
            : t('replay.waiting')}
        </Text>
        {job && (
          <Button size="compact-xs" variant="subtle" loading={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
            {t('replay.stop')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Result({ result, type }: { result: Replayed; type: EntityType }) {
  const { t } = useTranslation('rules');
  const { dateTime } = useFormats();
  return (
    <Stack gap={6}>
      <Text fw={600}>
        {result.wouldHaveFired === 0
          ? t('replay.never')
          : `${t('replay.fired', { count: result.wouldHaveFired })} ${t('replay.records', { count: result.records })}`}
      </Text>
      {result.silent > 0 && (
        <Text size="sm" c="dimmed">
          {t('replay.silent', { count: result.silent })}
        </Text>
      )}
      {result.sample.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            {t('replay.sample')}
          </Text>
          <Accordion
            variant="contained"
            chevronSize={16}
            styles={{ content: { padding: 8 }, control: { padding: '0 8px' } }}
          >
            {result.sample.slice(0, 20).map((one) => (
              <Accordion.Item key={`${one.recordId} ${one.at}`} value={`${one.recordId} ${one.at}`}>
                <Accordion.Control>
                  <Text size="sm" fw={500}>
                    {one.title || `#${one.number}`}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {dateTime(one.at)}
                  </Text>
                </Accordion.Control>
                <Accordion.Panel>
                  <RecordLink entityType={type.key} number={one.number} size="sm">
                    #{one.number}
                  </RecordLink>
                  <RehearsedSteps steps={one.steps} type={type} />
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </>
      )}
    </Stack>
  );
}
