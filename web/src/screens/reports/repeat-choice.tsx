import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { cronOf, type Repeat } from '../../rules/cron.ts';

const EVERY = ['day', 'workday', 'week', 'month', 'own'] as const;

interface Props {
  cron: string;
  /** Null for a time that has no name here. */
  repeat: Repeat | null;
  onChange: (cron: string) => void;
}

/** Every day, working day, week or month at a time; or the five fields of cron. */
export function RepeatChoice({ cron, repeat, onChange }: Props) {
  const { t } = useTranslation('rules');
  const { t: own } = useTranslation('reports');
  const { language } = useFormats();
  const [isOwn, setOwn] = useState(repeat === null);
  const put = (next: Repeat) => onChange(cronOf(next));
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const shown = isOwn ? null : repeat;
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={own('schedule.how')}
        w={190}
        allowDeselect={false}
        data={EVERY.map((every) => ({ value: every, label: t(`cron.${every}`) }))}
        value={shown?.every ?? 'own'}
        onChange={(next) => {
          const every = EVERY.find((one) => one === next) ?? 'day';
          setOwn(every === 'own');
          if (every !== 'own') put({ every, time: repeat?.time ?? '09:00', day: 1 });
        }}
      />
      {isOwn && (
        <TextInput
          label={t('cron.own')}
          description={t('cron.ownHelp')}
          value={cron}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {shown && (shown.every === 'week' || shown.every === 'month') && (
        <Select
          label={t(`cron.dayOf.${shown.every}`)}
          w={150}
          allowDeselect={false}
          data={
            shown.every === 'week'
              ? // The first of January 2023 was a Sunday.
                [1, 2, 3, 4, 5, 6, 0].map((day) => ({
                  value: String(day),
                  label: weekday.format(new Date(Date.UTC(2023, 0, 1 + day))),
                }))
              : [...Array(31).keys()].map((day) => String(day + 1))
          }
          value={String(shown.day)}
          onChange={(day) => put({ ...shown, day: Number(day) })}
        />
      )}
      {shown && (
        <TextInput
          label={t('cron.time')}
          type="time"
          value={shown.time}
          onChange={(event) => event.currentTarget.value && put({ ...shown, time: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
