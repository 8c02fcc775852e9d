import { Avatar, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLogout, useMe } from '../data/session.ts';
import { fetched } from '../ui/fetched.ts';
import { useOnCall } from '../ui/on-call.ts';

const load = () => import('./account-items.tsx');
const AccountItems = fetched(async () => (await load()).AccountItems);

/** Who is signed in; on a phone also language and appearance. */
export function AccountMenu() {
  const { t } = useTranslation('shell');
  const { user } = useMe();
  const { anchor, close, button } = useOnCall(load);
  const logout = useLogout();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = async () => {
    await navigate({ to: '/login' });
    client.clear();
  };
  const onLeave = () => logout.mutate(undefined, { onSettled: leave });
  return (
    <>
      <UnstyledButton {...button}>
        <Avatar name={user.name} color="initials" size={32} radius="xl" />
        <VisuallyHidden>{t('account')}</VisuallyHidden>
      </UnstyledButton>
      <Suspense>{anchor && <AccountItems anchor={anchor} onLeave={onLeave} onClose={close} />}</Suspense>
    </>
  );
}
