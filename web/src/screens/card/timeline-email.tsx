import type { TimelineEntry } from '@etapa/shared/api/timeline';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emailQuery } from '../../data/emails.ts';
import { EmailBadge } from '../../rules/email-badge.tsx';
import { EmailText } from '../../rules/email-text.tsx';
import { textIn } from './timeline-data.ts';

/** An e-mail in the history: its subject and state, the whole of it on demand. */
export function TimelineEmail({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation('card');
  const id = textIn(entry.data, 'email', 'emailId');
  const [open, setOpen] = useState(false);
  const email = useQuery({ ...emailQuery(id), enabled: id !== '' }).data;
  const subject = email?.subject ?? textIn(entry.data, 'email', 'subject');
  return (
    <div>
      <Group gap={8}>
        <Text size="sm" component="span" style={{ overflowWrap: 'anywhere' }}>
          {t('did.email', { subject: subject || '…' })}
        </Text>
        {email && <EmailBadge state={email.state} />}
        {email?.body && (
          <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'emailLess' : 'emailMore')}
          </Button>
        )}
      </Group>
      {open && email && <EmailText email={email} />}
    </div>
  );
}
