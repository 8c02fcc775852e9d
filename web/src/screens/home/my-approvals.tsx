import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { approvalsQuery } from '../../data/approvals.ts';
import { ApprovalBox } from '../../rules/approval-box.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';

/** What waits for my word; nothing at all while nothing does. */
export function MyApprovals() {
  const { t } = useTranslation('home');
  const items = useInfiniteQuery(approvalsQuery({ mine: true, status: 'pending' }, 5)).data?.pages[0]?.items;
  if (!items || items.length === 0) return null;
  return (
    <Panel
      title={t('approvals')}
      aside={
        <TextLink to="/approvals" size="sm" display="inline-block" lh="24px">
          {t('allApprovals')}
        </TextLink>
      }
    >
      <Stack gap="sm">
        {items.map((approval) => (
          <ApprovalBox key={approval.id} approval={approval} withRecord />
        ))}
      </Stack>
    </Panel>
  );
}
