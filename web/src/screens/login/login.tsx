import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useLogin } from '../../data/session.ts';
import { LanguageSelect } from '../../i18n/language-select.tsx';
import { Entrance } from '../../ui/entrance.tsx';

const route = getRouteApi('/login');

export function Login() {
  const { t } = useTranslation('auth');
  const { to } = route.useSearch();
  const navigate = useNavigate();
  const login = useLogin();
  const { register, handleSubmit, formState } = useForm({ defaultValues: { email: '', password: '' } });
  const { errors } = formState;
  const submit = handleSubmit((values) =>
    login.mutate(values, { onSuccess: () => void navigate({ href: to ?? '/', replace: true }) }),
  );
  return (
    <Entrance title={t('signIn')} lead={t('signInLead')} corner={<LanguageSelect />}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            autoFocus
            error={errors.email?.message}
            {...register('email', { required: t('emailMissing') })}
          />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            error={errors.password?.message}
            {...register('password', { required: t('passwordMissing') })}
          />
          {isProblem(login.error, 'unauthenticated') ? (
            <Alert color="red" variant="light" role="alert">
              {t('wrong')}
            </Alert>
          ) : (
            <ProblemNotice error={login.error} />
          )}
          <Button type="submit" loading={login.isPending} fullWidth>
            {t('signIn')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
