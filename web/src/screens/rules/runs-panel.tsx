import type { SavedRule } from '@etapa/shared/api/rules';
import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RuleRun, runsQuery } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { RunBadge } from '../../rules/run-badge.tsx';
import { RunFault } from '../../rules/run-step-details.tsx';
import { TextLink } from '../../ui/link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './automation.module.css';

interface Props {
  saved: SavedRule;
  shown: string | null;
  onShow: (run: RuleRun | null) => void;
}

/** How many runs are listed at once. */
const PAGE = 20;

/** The latest runs of a rule, each to be seen on the canvas. */
export function RunsPanel({ saved, shown, onShow }: Props) {
  const { t } = useTranslation('automation');
  const { t: common } = useTranslation();
  const runs = useInfiniteQuery(runsQuery({ entityType: saved.entityType, rule: saved.key }, PAGE));
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('runs.lead')}
      </Text>
      <ProblemNotice error={runs.error} onRetry={() => void runs.refetch()} />
      {runs.isPending && <RowsSkeleton rows={4} height={40} />}
      {runs.isSuccess && items.length === 0 && <Text size="sm">{t('runs.none')}</Text>}
      <Stack gap={4}>
        {items.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            isShown={run.id === shown}
            onShow={() => onShow(run.id === shown ? null : run)}
          />
        ))}
      </Stack>
      {runs.hasNextPage && (
        <Button size="xs" variant="default" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {common('loadMore')}
        </Button>
      )}
    </Stack>
  );
}

function RunRow({ run, isShown, onShow }: { run: RuleRun; isShown: boolean; onShow: () => void }) {
  const { t } = useTranslation('runs');
  const { t: own } = useTranslation('automation');
  const { dateTime } = useFormats();
  const title = run.recordTitle || (run.recordNumber === null ? t('oneRecord') : `#${run.recordNumber}`);
  return (
    <>
      <UnstyledButton className={classes.run} aria-pressed={isShown} onClick={onShow}>
        <Group gap="xs" wrap="nowrap" justify="space-between">
          <Text size="sm" fw={500} truncate>
            {title}
          </Text>
          <RunBadge status={run.status} />
        </Group>
        <Text size="xs" c="dimmed">
          {dateTime(run.createdAt, { dateStyle: 'medium', timeStyle: 'medium' })} ·{' '}
          {t('version', { version: run.ruleVersion })}
        </Text>
      </UnstyledButton>
      {isShown && (
        <>
          {!run.steps.some(({ error }) => error) && <RunFault error={run.error} />}
          <TextLink to="/runs/$runId" params={{ runId: run.id }} size="sm">
            {own('runs.open')}
          </TextLink>
        </>
      )}
    </>
  );
}
