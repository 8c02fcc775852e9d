import { Button, Group, Modal, MultiSelect, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { rolesQuery, teamsQuery, useCreateUser } from '../../data/people.ts';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { useRoleName } from './role-name.ts';

const SHORTEST_PASSWORD = 10;

export function NewUser({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('addUser')} closeButtonProps={{ 'aria-label': common('close') }}>
      <UserForm onDone={onClose} />
    </Modal>
  );
}

function UserForm({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation('people');
  const { t: common } = useTranslation();
  const create = useCreateUser();
  const roles = useQuery(rolesQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const roleName = useRoleName();
  const { register, control, handleSubmit, formState } = useForm({
    defaultValues: {
      name: '',
      email: '',
      password: '',
      roles: ['member'],
      teamId: null as string | null,
      language: i18n.language,
    },
  });
  const { errors } = formState;
  const faults = isProblem(create.error) ? create.error.byField() : null;
  const submit = handleSubmit(({ password, email, ...rest }) =>
    create.mutate({ ...rest, email: email || null, ...(password ? { password } : {}) }, { onSuccess: onDone }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t('name')}
          data-autofocus
          error={errors.name?.message ?? faults?.get('name')?.message}
          {...register('name', { validate: (name) => name.trim() !== '' || t('nameMissing') })}
        />
        <TextInput
          label={t('email')}
          type="email"
          error={errors.email?.message ?? faults?.get('email')?.message}
          {...register('email', { pattern: { value: /^\S+@\S+$/, message: t('emailWrong') } })}
        />
        <PasswordInput
          label={t('password')}
          description={t('passwordHelp')}
          autoComplete="new-password"
          error={errors.password?.message ?? faults?.get('password')?.message}
          {...register('password', { minLength: { value: SHORTEST_PASSWORD, message: t('passwordShort') } })}
        />
        <Controller
          name="roles"
          control={control}
          rules={{ validate: (chosen) => chosen.length > 0 || t('roleMissing') }}
          render={({ field, fieldState }) => (
            <MultiSelect
              label={t('role')}
              data={roles.map((role) => ({ value: role.key, label: roleName(role) }))}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
        <Group grow align="flex-start">
          <Controller
            name="teamId"
            control={control}
            render={({ field }) => (
              <Select
                label={t('team')}
                clearable
                data={teams.map((team) => ({ value: team.id, label: team.name }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
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
        </Group>
        <ProblemNotice error={create.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('addUser')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
