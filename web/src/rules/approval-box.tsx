import { Badge, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Approval, useDecide } from '../data/approvals.ts';
import { ProblemNotice } from '../data/problem-notice.tsx';
import { useFormats } from '../i18n/locale.tsx';
import { TextLink } from '../ui/link.tsx';
import { RecordLink } from '../ui/record-link.tsx';

interface Props {
  approval: Approval;
  /** Names the record: where it does not stand above. */
  withRecord?: boolean;
}

const COLORS: { readonly [Status in Approval['status']]: string } = {
  pending: 'yellow',
  approved: 'green',
  rejected: 'red',
  cancelled: 'gray',
};

/** What is asked, who has said what, and, for whom it waits, the answer. */
export function ApprovalBox({ approval, withRecord = false }: Props) {
  const { t } = useTranslation('approvals');
  const { dateTime } = useFormats();
  const title = approval.text || t('asked');
  return (
    <Paper
      withBorder
      p="sm"
      component="article"
      aria-label={approval.recordTitle ? `${title}: ${approval.recordTitle}` : title}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text fw={500} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {title}
        </Text>
        <Badge
          variant="light"
          color={COLORS[approval.status]}
          tt="none"
          fw={500}
          style={{ flexShrink: 0 }}
          c="var(--mantine-color-text)"
        >
          {t(`is.${approval.status}`)}
        </Badge>
      </Group>
      {withRecord && approval.recordNumber !== null && (
        <RecordLink entityType={approval.entityType} number={approval.recordNumber} size="sm">
          {approval.recordTitle || `#${approval.recordNumber}`}
        </RecordLink>
      )}
      <Group gap={8}>
        <Text size="sm" c="dimmed">
          {typeof approval.mode === 'object'
            ? t('mode.atLeast', { count: approval.mode.atLeast })
            : t(`mode.${approval.mode}`)}
        </Text>
        {approval.dueAt && (
          <Text size="sm" c={approval.overdue ? 'red' : 'dimmed'}>
            {t('due', { time: dateTime(approval.dueAt) })}
          </Text>
        )}
        <TextLink to="/runs/$runId" params={{ runId: approval.runId }} size="sm">
          {t('why')}
        </TextLink>
      </Group>
      <Stack gap={2} mt={6}>
        {approval.people.map((person) => (
          <Said key={person.userId} person={person} />
        ))}
      </Stack>
      {approval.mayDecide && <Answer approval={approval} />}
    </Paper>
  );
}

function Said({ person }: { person: Approval['people'][number] }) {
  const { t } = useTranslation('approvals');
  const { dateTime } = useFormats();
  const [Icon, color] =
    person.decision === 'approve'
      ? [IconCheck, 'green']
      : person.decision === 'reject'
        ? [IconX, 'red']
        : [IconHourglass, 'gray'];
  const state = person.decision ?? (person.askedAt ? 'waits' : 'later');
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Icon size={15} color={`var(--mantine-color-${color}-6)`} aria-hidden style={{ marginTop: 3, flexShrink: 0 }} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {person.name}{' '}
        <Text span c="dimmed" size="sm" title={person.decidedAt ? dateTime(person.decidedAt) : undefined}>
          {t(`said.${state}`)}
        </Text>
        {person.comment && <br />}
        {person.comment}
      </Text>
    </Group>
  );
}

function Answer({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const decide = useDecide();
  const [comment, setComment] = useState('');
  const say = (decision: 'approve' | 'reject') =>
    decide.mutate({ id: approval.id, decision, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) });
  return (
    <Stack gap={8} mt="sm">
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        aria-label={t('comment')}
        placeholder={t('comment')}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          size="xs"
          color="green"
          leftSection={<IconCheck size={14} />}
          loading={decide.isPending && decide.variables.decision === 'approve'}
          disabled={decide.isPending}
          onClick={() => say('approve')}
        >
          {t('approve')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconX size={14} />}
          loading={decide.isPending && decide.variables.decision === 'reject'}
          disabled={decide.isPending}
          onClick={() => say('reject')}
        >
          {t('reject')}
        </Button>
      </Group>
      <ProblemNotice error={decide.error} />
    </Stack>
  );
}
