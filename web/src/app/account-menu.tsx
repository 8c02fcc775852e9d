import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLogout, useMe } from '../data/session.ts';
import { LanguageItems, SchemeItems } from './preferences.tsx';

/** Who is signed in; on a phone also language and appearance. */
export function AccountMenu() {
  const { t } = useTranslation('shell');
  const { user } = useMe();
  const logout = useLogout();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = async () => {
    await navigate({ to: '/login' });
    client.clear();
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={user.name} color="initials" size={32} radius="xl" />
          <VisuallyHidden>{t('account')}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} truncate>
            {user.name}
          </Text>
          <Text size="sm" truncate>
            {user.email}
          </Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<IconUserCircle size={16} />}>
          {t('profile')}
        </Menu.Item>
        <Menu.Divider hiddenFrom="sm" />
        <Menu.Label hiddenFrom="sm">{t('language')}</Menu.Label>
        <div className="mantine-hidden-from-sm">
          <LanguageItems />
        </div>
        <Menu.Label hiddenFrom="sm">{t('appearance')}</Menu.Label>
        <div className="mantine-hidden-from-sm">
          <SchemeItems />
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => logout.mutate(undefined, { onSettled: leave })}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
