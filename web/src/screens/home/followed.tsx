import type { FollowedChange } from '@etapa/shared/api/follows';
import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { findStage, type PublishedType, useEntityTypes } from '../../data/entity-types.ts';
import { useFollowedChanges } from '../../data/follows.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { EntityIcon } from '../../ui/entity-icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const SHOWN = 10;

/** What others changed on the records one follows. */
export function Followed() {
  const { t } = useTranslation('follow');
  const query = useFollowedChanges(SHOWN);
  return (
    <Panel title={t('changes')}>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && <RowsSkeleton rows={4} height={32} />}
      {query.data?.length === 0 && <Text c="dimmed">{t('noChanges')}</Text>}
      <Stack gap={8}>
        {query.data?.map((change) => (
          <Change key={change.entry.id} change={change} />
        ))}
      </Stack>
    </Panel>
  );
}

function Change({ change: { entityType, record, entry } }: { change: FollowedChange }) {
  const { relative, dateTime } = useFormats();
  const type = useEntityTypes()?.find((one) => one.key === entityType);
  const what = useWhat(type, entry);
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <EntityIcon name={type?.icon} color={type?.color} size={16} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <RecordLink entityType={entityType} number={record.number} c="inherit" lh="24px" truncate display="block">
          {record.title || `#${record.number}`}
        </RecordLink>
        <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {[entry.actor.name, what].filter(Boolean).join(': ')}
        </Text>
      </div>
      <Text size="sm" c="dimmed" title={dateTime(entry.at)} style={{ flexShrink: 0 }}>
        {relative(entry.at)}
      </Text>
    </Group>
  );
}

/** One line of what happened. */
function useWhat(type: PublishedType | undefined, { kind, data }: FollowedChange['entry']): string {
  const { t } = useTranslation('follow');
  const { label } = useFormats();
  if (kind === 'record.moved') {
    const to = data.to as { funnel: string; stage: string };
    return t('did.moved', { stage: label(findStage(type, to.funnel, to.stage)?.name ?? to.stage) });
  }
  if (kind === 'record.updated') {
    const changes = Array.isArray(data.changes) ? (data.changes as { field: string }[]) : [];
    const names = changes.map(({ field }) => label(type?.fields.find(({ key }) => key === field)?.label ?? field));
    return t('did.updated', { fields: names.slice(0, 4).join(', ') });
  }
  if (kind === 'record.assigned') {
    return typeof data.afterName === 'string' ? t('did.assigned', { name: data.afterName }) : t('did.unassigned');
  }
  if (kind === 'comment.added') return t('did.commented', { text: String(data.text ?? '') });
  if (kind === 'task.completed') return t('did.completed', { title: String(data.title ?? '') });
  if (kind === 'contact.logged') return t('did.contacted');
  if (kind === 'approval.decided') return data.decision === 'reject' ? t('did.rejected') : t('did.approved');
  if (kind === 'record.deleted') return t('did.deleted');
  return t('did.restored');
}
