import { Alert, Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../data/problem.ts';
import { ProblemNotice } from '../data/problem-notice.tsx';
import { useMe, useSignInAgain } from '../data/session.ts';

/** Escape is for what lies below and would be thrown away by it. */
const OWN_KEYS = { 'data-mantine-stop-propagation': true };

/** Signing in where one is, over what is open and half typed, once the session has ended. */
export function SignInAgain({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('auth');
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const href = useRouterState({ select: ({ location }) => location.href });
  // Somebody else: nothing of what was open is theirs.
  const login = useSignInAgain(me.user.id, { onSame: onDone, onOther: () => location.assign('/') });
  const [email, setEmail] = useState(me.user.email ?? '');
  const [password, setPassword] = useState('');
  const leave = () => void navigate({ to: '/login', search: { to: href } }).then(() => client.clear());
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      overlayProps={{ backgroundOpacity: 0.6, blur: 8 }}
      title={t('againTitle')}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate({ email, password });
        }}
      >
        <Stack>
          <Text size="sm">{t('againLead')}</Text>
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            {...OWN_KEYS}
          />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus
            {...OWN_KEYS}
          />
          {isProblem(login.error, 'unauthenticated') ? (
            <Alert color="red" variant="light" role="alert">
              {t('wrong')}
            </Alert>
          ) : (
            <ProblemNotice error={login.error} />
          )}
          <Button type="submit" loading={login.isPending} fullWidth {...OWN_KEYS}>
            {t('signIn')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={leave} {...OWN_KEYS}>
            {t('againLeave')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
