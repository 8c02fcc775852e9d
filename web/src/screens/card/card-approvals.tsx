import type { RecordView } from '@etapa/shared/api/records';
import { Button, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvalsQuery } from '../../data/approvals.ts';
import { ApprovalBox } from '../../rules/approval-box.tsx';

/** What the record waits for, and on demand what was decided before. */
export function CardApprovals({ record }: { record: RecordView }) {
  const { t } = useTranslation('card');
  const [past, setPast] = useState(false);
  const items = useInfiniteQuery(approvalsQuery({ record: record.id })).data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  const pending = items.filter(({ status }) => status === 'pending');
  const decided = items.filter(({ status }) => status !== 'pending');
  return (
    <section aria-label={t('approvals')}>
      <h2>{t('approvals')}</h2>
      <Stack gap={8}>
        {[...pending, ...(past ? decided : [])].map((approval) => (
          <ApprovalBox key={approval.id} approval={approval} />
        ))}
        {decided.length > 0 && !past && (
          <Button size="compact-xs" variant="subtle" style={{ alignSelf: 'flex-start' }} onClick={() => setPast(true)}>
            {t('decided', { count: decided.length })}
          </Button>
        )}
      </Stack>
    </section>
  );
}
