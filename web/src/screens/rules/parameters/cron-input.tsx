import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/locale.tsx';
import { cronOf, type Repeat, repeatOf } from '../../../rules/cron.ts';
import { asText, orAbsent, type ParameterProps } from './parameter-props.ts';

const EVERY = ['day', 'workday', 'week', 'month', 'own'] as const;

/** How often: every day, working day, week or month at a time; or the five fields of cron. */
export function CronParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const { language } = useFormats();
  const cron = asText(value);
  const repeat = repeatOf(cron);
  const [own, setOwn] = useState(cron !== '' && repeat === null);
  const put = (next: Repeat) => onChange(cronOf(next));
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <Group gap="xs" align="flex-start">
      <Select
        {...input}
        w={190}
        allowDeselect={false}
        data={EVERY.map((every) => ({ value: every, label: t(`cron.${every}`) }))}
        value={own ? 'own' : (repeat?.every ?? null)}
        onChange={(next) => {
          const every = EVERY.find((one) => one === next) ?? 'day';
          setOwn(every === 'own');
          if (every !== 'own') put({ every, time: repeat?.time ?? '09:00', day: 1 });
        }}
      />
      {own && (
        <TextInput
          label={t('cron.own')}
          description={t('cron.ownHelp')}
          value={cron}
          onChange={(event) => onChange(orAbsent(event.currentTarget.value))}
        />
      )}
      {!own && repeat && (repeat.every === 'week' || repeat.every === 'month') && (
        <Select
          label={t(`cron.dayOf.${repeat.every}`)}
          w={150}
          allowDeselect={false}
          data={
            repeat.every === 'week'
              ? // The first of January 2023 was a Sunday.
                [1, 2, 3, 4, 5, 6, 0].map((day) => ({
                  value: String(day),
                  label: weekday.format(new Date(Date.UTC(2023, 0, 1 + day))),
                }))
              : [...Array(31).keys()].map((day) => String(day + 1))
          }
          value={String(repeat.day)}
          onChange={(day) => put({ ...repeat, day: Number(day) })}
        />
      )}
      {!own && repeat && (
        <TextInput
          label={t('cron.time')}
          type="time"
          value={repeat.time}
          onChange={(event) => event.currentTarget.value && put({ ...repeat, time: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
