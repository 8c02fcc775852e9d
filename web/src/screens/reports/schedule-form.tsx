import { Button, Group, MultiSelect, Paper, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type ReportSchedule, type ScheduledOf, useSaveSchedule } from '../../data/report-schedules.ts';
import { useMe } from '../../data/session.ts';
import { PeoplePicker } from '../../fields/person-picker.tsx';
import { cronOf, type Repeat, repeatOf } from '../../rules/cron.ts';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { RepeatChoice } from './repeat-choice.tsx';
import { useRoleOptions } from './role-options.ts';
import { UnreachedNotice, useRefusedPeople } from './unreached.tsx';

interface Props {
  of: ScheduledOf;
  /** Undefined for a new one. */
  schedule: ReportSchedule | undefined;
  onDone: () => void;
}

const MORNING: Repeat = { every: 'week', time: '09:00', day: 1 };

/** How often, when, to whom and with what a report is sent. */
export function ScheduleForm({ of, schedule, onDone }: Props) {
  const { t } = useTranslation('reports');
  const me = useMe();
  const [cron, setCron] = useState(schedule?.cron ?? cronOf(MORNING));
  const [timeZone, setTimeZone] = useState(schedule?.timeZone ?? me.organization.timeZone);
  const [userIds, setUserIds] = useState(schedule?.userIds ?? [me.user.id]);
  const [roles, setRoles] = useState(schedule?.roles ?? []);
  const [attachment, setAttachment] = useState(schedule?.attachment ?? null);
  const save = useSaveSchedule();
  const refused = useRefusedPeople(save.variables?.userIds ?? [])(save.error);
  return (
    <Paper withBorder p="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id: schedule?.id, of, cron, timeZone, userIds, roles, attachment }, { onSuccess: onDone });
        }}
      >
        <Stack>
          <RepeatChoice cron={cron} repeat={repeatOf(cron)} onChange={setCron} />
          <TimeZoneSelect
            label={t('schedule.timeZone')}
            value={timeZone}
            onChange={(zone) => zone && setTimeZone(zone)}
          />
          <PeoplePicker input={{ label: t('schedule.people') }} value={userIds} onChange={setUserIds} />
          <MultiSelect
            label={t('schedule.roles')}
            description={t('saved.rolesLead')}
            value={roles}
            onChange={setRoles}
            data={useRoleOptions(roles)}
          />
          <Select
            label={t('schedule.attachment')}
            clearable
            placeholder={t('schedule.noAttachment')}
            value={attachment}
            onChange={(next) => setAttachment(next === 'csv' || next === 'xlsx' ? next : null)}
            data={[
              { value: 'csv', label: 'CSV' },
              { value: 'xlsx', label: 'XLSX' },
            ]}
          />
          {refused ? <UnreachedNotice unreached={refused} /> : <ProblemNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {t('schedule.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={userIds.length + roles.length === 0}>
              {t('saved.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
