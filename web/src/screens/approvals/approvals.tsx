import { Button, SegmentedControl, Stack } from '@mantine/core';
import { IconRubberStamp } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApprovalFilter, approvalsQuery } from '../../data/approvals.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { ApprovalBox } from '../../rules/approval-box.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const SHOWN = {
  waiting: { mine: true, status: 'pending' },
  mine: { mine: true },
  pending: { status: 'pending' },
  all: {},
} as const satisfies { [name: string]: ApprovalFilter };

type Shown = keyof typeof SHOWN;
const NAMES: Shown[] = ['waiting', 'mine', 'pending', 'all'];

/** What waits for my word, and what others decide. */
export function Approvals() {
  const { t } = useTranslation('approvals');
  const { t: common } = useTranslation();
  const [shown, setShown] = useState<Shown>('waiting');
  const approvals = useInfiniteQuery(approvalsQuery(SHOWN[shown]));
  const items = approvals.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('title')} lead={t('lead')} width={760}>
      <SegmentedControl
        aria-label={t('shown')}
        data={NAMES.map((value) => ({ value, label: t(`show.${value}`) }))}
        value={shown}
        onChange={(next) => setShown(NAMES.find((name) => name === next) ?? 'waiting')}
      />
      <ProblemNotice error={approvals.error} onRetry={() => void approvals.refetch()} />
      {approvals.isPending && <RowsSkeleton rows={3} height={96} />}
      {items?.length === 0 && (
        <Empty icon={<IconRubberStamp />} title={t(shown === 'waiting' ? 'nothingWaits' : 'none')}>
          {t('noneLead')}
        </Empty>
      )}
      <Stack gap="sm">
        {items?.map((approval) => (
          <ApprovalBox key={approval.id} approval={approval} withRecord />
        ))}
      </Stack>
      {approvals.hasNextPage && (
        <Button variant="default" loading={approvals.isFetchingNextPage} onClick={() => void approvals.fetchNextPage()}>
          {common('loadMore')}
        </Button>
      )}
    </Page>
  );
}
