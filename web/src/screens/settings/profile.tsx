import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useChangeProfile, useMe } from '../../data/session.ts';
import { changeLanguage } from '../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, rememberLanguage } from '../../i18n/language.ts';
import { Panel } from '../../ui/panel.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { useSaved } from './saved.ts';

const SHORTEST_PASSWORD = 10;

export function Profile() {
  return (
    <Stack>
      <Person />
      <Password />
    </Stack>
  );
}

function Person() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const { user, organization } = useMe();
  const change = useChangeProfile();
  const saved = useSaved();
  const { register, control, handleSubmit, formState } = useForm({
    defaultValues: { name: user.name, language: user.language, timeZone: user.timeZone },
  });
  const submit = handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        saved();
        if (!isLanguage(values.language)) return;
        rememberLanguage(values.language);
        void changeLanguage(values.language);
      },
    }),
  );
  return (
    <Panel title={t('profile')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" maw={420}>
          <TextInput
            label={t('name')}
            error={formState.errors.name?.message}
            {...register('name', { validate: (name) => name.trim() !== '' || t('nameMissing') })}
          />
          <TextInput label={t('email')} value={user.email ?? ''} readOnly disabled />
          <Controller
            name="language"
            control={control}
            render={({ field }) => (
              <Select
                label={t('language')}
                allowDeselect={false}
                data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <Controller
            name="timeZone"
            control={control}
            render={({ field }) => (
              <TimeZoneSelect
                label={t('timeZone')}
                clearable
                placeholder={t('asOrganization', { zone: organization.timeZone })}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <ProblemNotice error={change.error} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Password() {
  const { t } = useTranslation('settings');
  const change = useChangeProfile();
  const saved = useSaved();
  const { register, handleSubmit, formState, reset } = useForm({
    defaultValues: { currentPassword: '', password: '' },
  });
  const faults = isProblem(change.error) ? change.error.byField() : null;
  const submit = handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        saved();
        reset();
      },
    }),
  );
  return (
    <Panel title={t('password')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" maw={420}>
          <PasswordInput
            label={t('currentPassword')}
            autoComplete="current-password"
            error={formState.errors.currentPassword?.message ?? faults?.get('currentPassword')?.message}
            {...register('currentPassword', { required: t('currentPasswordMissing') })}
          />
          <PasswordInput
            label={t('newPassword')}
            description={t('passwordHelp')}
            autoComplete="new-password"
            error={formState.errors.password?.message ?? faults?.get('password')?.message}
            {...register('password', {
              required: t('passwordShort'),
              minLength: { value: SHORTEST_PASSWORD, message: t('passwordShort') },
            })}
          />
          <ProblemNotice error={change.error} />
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              {t('changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
