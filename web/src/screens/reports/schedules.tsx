import { ActionIcon, Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import {
  type ReportSchedule,
  reportSchedulesQuery,
  type ScheduledOf,
  usePauseSchedule,
  useRemoveSchedule,
  useSendNow,
} from '../../data/report-schedules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { UnreachedNotice } from './unreached.tsx';

/** When a report or a dashboard is sent by e-mail, and to whom. */
export function Schedules({ of, onClose }: { of: ScheduledOf; onClose: () => void }) {
  const { t } = useTranslation('reports');
  const schedules = useQuery(reportSchedulesQuery(of));
  const [edited, setEdited] = useState<ReportSchedule | 'new' | null>(null);
  const items = schedules.data;
  return (
    <Modal opened onClose={onClose} title={t('schedule.title')} size="lg">
      <Stack>
        <Text size="sm" c="dimmed">
          {t('schedule.lead')}
        </Text>
        <ProblemNotice error={schedules.error} onRetry={() => void schedules.refetch()} />
        {schedules.isPending && <RowsSkeleton rows={2} />}
        {items?.map((schedule) => (
          <Line key={schedule.id} schedule={schedule} onEdit={() => setEdited(schedule)} />
        ))}
        {items?.length === 0 && edited === null && <Text c="dimmed">{t('schedule.none')}</Text>}
        {edited !== null ? (
          <ScheduleForm
            key={edited === 'new' ? 'new' : edited.id}
            of={of}
            schedule={edited === 'new' ? undefined : edited}
            onDone={() => setEdited(null)}
          />
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => setEdited('new')}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('schedule.new')}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}

function Line({ schedule, onEdit }: { schedule: ReportSchedule; onEdit: () => void }) {
  const { t } = useTranslation('reports');
  const { dateTime } = useFormats();
  const pause = usePauseSchedule();
  const remove = useRemoveSchedule();
  const send = useSendNow();
  const { id, paused, nextAt } = schedule;
  const count = schedule.userIds.length + schedule.roles.length;
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Button variant="subtle" color="gray" onClick={onEdit} style={{ minWidth: 0 }}>
          {nextAt ? t('schedule.next', { time: dateTime(nextAt) }) : t('schedule.edit')}
          {' · '}
          {t('schedule.recipients', { count })}
        </Button>
        <Group gap={4} wrap="nowrap">
          {paused && <Badge color="gray">{t('schedule.paused')}</Badge>}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('schedule.send')}
            title={t('schedule.send')}
            loading={send.isPending}
            onClick={() => send.mutate(id)}
          >
            <IconSend size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t(paused ? 'schedule.resume' : 'schedule.pause')}
            title={t(paused ? 'schedule.resume' : 'schedule.pause')}
            onClick={() => pause.mutate({ id, paused: !paused })}
          >
            {paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('schedule.remove')}
            title={t('schedule.remove')}
            onClick={() => remove.mutate(id)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Group>
      {send.isSuccess && (
        <Text size="sm" role="status">
          {t('schedule.sent')}
        </Text>
      )}
      <UnreachedNotice unreached={schedule.unreached} />
      <ProblemNotice error={pause.error ?? remove.error ?? send.error} />
    </>
  );
}
