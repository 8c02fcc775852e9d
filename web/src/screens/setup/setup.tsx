import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useChangeProfile, useSetup } from '../../data/session.ts';
import { LanguageSelect } from '../../i18n/language-select.tsx';
import { Entrance } from '../../ui/entrance.tsx';

const SHORTEST_PASSWORD = 10;

/** The first visit: create the administrator, then on to the ready processes. */
export function Setup() {
  const { t, i18n } = useTranslation('auth');
  const navigate = useNavigate();
  const setup = useSetup();
  const profile = useChangeProfile();
  const { register, handleSubmit, formState } = useForm({ defaultValues: { name: '', email: '', password: '' } });
  const { errors } = formState;
  const faults = isProblem(setup.error, 'malformed') ? setup.error.byField() : null;
  const submit = handleSubmit((values) =>
    setup.mutate(values, {
      onSuccess: () => {
        profile.mutate({ language: i18n.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
        void navigate({ to: '/gallery', replace: true });
      },
    }),
  );
  return (
    <Entrance title={t('setupTitle')} lead={t('setupLead')} corner={<LanguageSelect />}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('name')}
            autoComplete="name"
            autoFocus
            error={errors.name?.message ?? faults?.get('name')?.message}
            {...register('name', { validate: (name) => name.trim() !== '' || t('nameMissing') })}
          />
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            error={errors.email?.message ?? faults?.get('email')?.message}
            {...register('email', {
              pattern: { value: /^\S+@\S+$/, message: t('emailMissing') },
              required: t('emailMissing'),
            })}
          />
          <PasswordInput
            label={t('password')}
            description={t('passwordHelp')}
            autoComplete="new-password"
            error={errors.password?.message ?? faults?.get('password')?.message}
            {...register('password', {
              required: t('passwordShort'),
              minLength: { value: SHORTEST_PASSWORD, message: t('passwordShort') },
            })}
          />
          {isProblem(setup.error) && setup.error.status === 409 ? (
            <Alert color="red" variant="light" role="alert">
              {t('alreadySetUp')} <Link to="/login">{t('signIn')}</Link>
            </Alert>
          ) : (
            <ProblemNotice error={setup.error} />
          )}
          <Button type="submit" loading={setup.isPending} fullWidth>
            {t('setupAction')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
