import { Accordion, Button, Group, Select, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Email, emailsQuery } from '../../data/emails.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { EmailBadge } from '../../rules/email-badge.tsx';
import { EmailText } from '../../rules/email-text.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const STATES = ['queued', 'sent', 'failed', 'notSent'] as const;

/** What rules wrote to people, and what became of it. */
export function Emails() {
  const { t } = useTranslation('emails');
  const { t: common } = useTranslation();
  const [state, setState] = useState<Email['state'] | undefined>();
  const emails = useInfiniteQuery(emailsQuery(state ? { state } : {}));
  const items = emails.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('title')} lead={t('lead')} width={860}>
      <Select
        aria-label={t('state')}
        placeholder={t('anyState')}
        clearable
        w={200}
        data={STATES.map((value) => ({ value, label: t(`is.${value}`) }))}
        value={state ?? null}
        onChange={(next) => setState(STATES.find((one) => one === next))}
      />
      <ProblemNotice error={emails.error} onRetry={() => void emails.refetch()} />
      {emails.isPending && <RowsSkeleton />}
      {items?.length === 0 && (
        <Empty icon={<IconMail />} title={t('none')}>
          {t('noneLead')}
        </Empty>
      )}
      {items && items.length > 0 && (
        <Accordion variant="contained" chevronPosition="left">
          {items.map((email) => (
            <Line key={email.id} email={email} />
          ))}
        </Accordion>
      )}
      {emails.hasNextPage && (
        <Button variant="default" loading={emails.isFetchingNextPage} onClick={() => void emails.fetchNextPage()}>
          {common('loadMore')}
        </Button>
      )}
    </Page>
  );
}

function Line({ email }: { email: Email }) {
  const { t } = useTranslation('emails');
  const { relative, dateTime } = useFormats();
  const to = email.to?.map(({ name, address }) => name ?? address).join(', ');
  return (
    <Accordion.Item value={email.id}>
      <Accordion.Control>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <div style={{ minWidth: 0 }}>
            <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
              {email.subject ?? t('hidden')}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {to} · <span title={dateTime(email.createdAt)}>{relative(email.createdAt)}</span>
            </Text>
          </div>
          <EmailBadge state={email.state} />
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <EmailText email={email} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}
