import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../data/client.ts';
import { type Email, useResend } from '../data/emails.ts';
import { ProblemNotice } from '../data/problem-notice.tsx';
import { useFormats } from '../i18n/locale.tsx';
import { TextLink } from '../ui/link.tsx';
import { EmailPage } from './email-page.tsx';

/** An e-mail as it was written: to whom, what, with what, and why it did not go. */
export function EmailText({ email }: { email: Email }) {
  const { t } = useTranslation('emails');
  const { dateTime } = useFormats();
  const resend = useResend();
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {t('to', {
          to: email.to?.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ') ?? '…',
        })}
      </Text>
      {email.hasPage && <EmailPage id={email.id} subject={email.subject ?? ''} />}
      {email.body && !email.hasPage && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {email.body}
        </Text>
      )}
      {email.attachments?.map((file) => (
        <Text key={file.id} size="sm" component="a" href={apiUrl(`/files/${file.id}`)} c="var(--mantine-color-anchor)">
          <IconPaperclip size={13} aria-hidden /> {file.name}
        </Text>
      ))}
      {email.error && (
        <Text size="sm" c="red">
          {email.error}
        </Text>
      )}
      <Group gap="xs">
        {email.sentAt && (
          <Text size="sm" c="dimmed">
            {t('sentAt', { time: dateTime(email.sentAt) })}
          </Text>
        )}
        {email.state === 'queued' && email.nextAttemptAt && (
          <Text size="sm" c="dimmed">
            {t('again', { time: dateTime(email.nextAttemptAt) })}
          </Text>
        )}
        {email.runId && (
          <TextLink to="/runs/$runId" params={{ runId: email.runId }} size="sm">
            {t('why')}
          </TextLink>
        )}
        {(email.state === 'failed' || email.state === 'notSent') && (
          <Button
            size="compact-xs"
            variant="default"
            loading={resend.isPending}
            onClick={() => resend.mutate(email.id)}
          >
            {t('resend')}
          </Button>
        )}
      </Group>
      <ProblemNotice error={resend.error} />
    </Stack>
  );
}
