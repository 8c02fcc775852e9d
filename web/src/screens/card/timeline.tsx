import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Chip, Group, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './card.module.css';
import { type TimelineKind, useTimeline } from './card-data.ts';
import { CardWhy } from './card-why.tsx';
import { Composer } from './composer.tsx';
import { TimelineLine } from './timeline-line.tsx';

const KINDS = ['all', 'comment', 'contact', 'move', 'change', 'task', 'approval', 'email', 'rule'] as const;

/** Everything that happened, newest first, under the place to write a comment. */
export function Timeline({ type, record }: { type: EntityType; record: RecordView }) {
  const { t } = useTranslation('card');
  const [kind, setKind] = useState<TimelineKind | 'all'>('all');
  const [asking, setAsking] = useState(false);
  const timeline = useTimeline(record, kind === 'all' ? null : kind);
  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t('timeline')}>
      <Group justify="space-between" wrap="nowrap">
        <h2>{t('timeline')}</h2>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconHelpCircle size={14} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('whyAsk')}
        </Button>
      </Group>
      <Composer record={record} />
      <Chip.Group value={kind} onChange={(next) => setKind(KINDS.find((candidate) => candidate === next) ?? 'all')}>
        <div className={classes.kinds} role="radiogroup" aria-label={t('kinds.label')}>
          {KINDS.map((value) => (
            <Chip key={value} value={value} size="xs" variant="light">
              {t(`kinds.${value}`)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {timeline.isPending && <RowsSkeleton rows={4} height={36} />}
      <ProblemNotice error={timeline.error} onRetry={() => void timeline.refetch()} />
      <ol className={classes.entries} aria-live="polite" aria-relevant="additions">
        {entries.map((entry) => (
          <TimelineLine key={entry.id} type={type} record={record} entry={entry} />
        ))}
      </ol>
      {timeline.data && entries.length === 0 && (
        <Text size="sm" c="dimmed" py="sm">
          {t('nothingYet')}
        </Text>
      )}
      {timeline.hasNextPage && (
        <Button
          size="xs"
          variant="subtle"
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {t('older')}
        </Button>
      )}
      {asking && <CardWhy type={type} record={record} onClose={() => setAsking(false)} />}
    </section>
  );
}
