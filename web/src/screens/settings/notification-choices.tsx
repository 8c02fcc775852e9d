import type { NotificationSettings } from '@etapa/shared/api/notification-settings';
import { NOTICE_KINDS } from '@etapa/shared/process/notice';
import { Checkbox, Radio, Select, Stack, Switch, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notificationSettingsQuery, useChangeNotificationSettings } from '../../data/notification-settings.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

/** Minutes before a task is due that one may be reminded. */
const REMINDERS = [0, 5, 15, 30, 60, 120, 480, 1440, 2880, 10_080];

/** What one is told of, in the app and by e-mail. Each choice is kept at once. */
export function NotificationChoices() {
  const { t } = useTranslation('notifications');
  const query = useQuery(notificationSettingsQuery);
  const change = useChangeNotificationSettings();
  return (
    <Stack>
      <ProblemNotice error={query.error ?? change.error} onRetry={() => void query.refetch()} />
      {query.isPending && <RowsSkeleton rows={8} />}
      {query.data && (
        <>
          <Panel title={t('choices.title')}>
            <Choices settings={query.data} onChange={change.mutate} />
          </Panel>
          <Panel title={t('choices.emails')}>
            <Delivery settings={query.data} onChange={change.mutate} />
          </Panel>
          <Panel title={t('choices.more')}>
            <More settings={query.data} onChange={change.mutate} />
          </Panel>
        </>
      )}
    </Stack>
  );
}

interface Props {
  settings: NotificationSettings;
  onChange: ReturnType<typeof useChangeNotificationSettings>['mutate'];
}

function Choices({ settings: { choices }, onChange }: Props) {
  const { t } = useTranslation('notifications');
  return (
    <Table verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('choices.what')}</Table.Th>
          <Table.Th w={90}>{t('choices.app')}</Table.Th>
          <Table.Th w={90}>{t('choices.email')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {NOTICE_KINDS.map((kind) => (
          <Table.Tr key={kind}>
            <Table.Td>{t(`kind.${kind}`)}</Table.Td>
            {(['app', 'email'] as const).map((way) => (
              <Table.Td key={way}>
                <Checkbox
                  aria-label={t('choices.one', { what: t(`kind.${kind}`), way: t(`choices.${way}`) })}
                  checked={choices[kind][way]}
                  onChange={(event) =>
                    onChange({ choices: { [kind]: { ...choices[kind], [way]: event.currentTarget.checked } } })
                  }
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Delivery({ settings: { delivery, dailyAt }, onChange }: Props) {
  const { t } = useTranslation('notifications');
  const { user } = useMe();
  return (
    <Stack gap="sm">
      {user.email === null && <Text c="dimmed">{t('choices.noAddress')}</Text>}
      <Radio.Group
        label={t('choices.delivery')}
        value={delivery}
        onChange={(value) => onChange({ delivery: value === 'daily' ? 'daily' : 'atOnce' })}
      >
        <Stack gap={6} mt={4}>
          <Radio value="atOnce" label={t('choices.atOnce')} />
          <Radio value="daily" label={t('choices.daily')} />
        </Stack>
      </Radio.Group>
      {delivery === 'daily' && (
        <TextInput
          type="time"
          w={160}
          label={t('choices.dailyAt')}
          value={dailyAt}
          onChange={(event) => event.currentTarget.value !== '' && onChange({ dailyAt: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}

function More({ settings: { remindBefore, followOwn, followMentioned }, onChange }: Props) {
  const { t } = useTranslation('notifications');
  const { seconds } = useFormats();
  const times = [...new Set([...REMINDERS, remindBefore])].toSorted((a, b) => a - b);
  return (
    <Stack gap="sm">
      <Select
        w={240}
        label={t('choices.remind')}
        allowDeselect={false}
        data={times.map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('choices.whenDue') : t('choices.before', { time: seconds(minutes * 60, 'long') }),
        }))}
        value={String(remindBefore)}
        onChange={(value) => value !== null && onChange({ remindBefore: Number(value) })}
      />
      <Switch
        label={t('choices.followOwn')}
        checked={followOwn}
        onChange={(event) => onChange({ followOwn: event.currentTarget.checked })}
      />
      <Switch
        label={t('choices.followMentioned')}
        checked={followMentioned}
        onChange={(event) => onChange({ followMentioned: event.currentTarget.checked })}
      />
    </Stack>
  );
}
