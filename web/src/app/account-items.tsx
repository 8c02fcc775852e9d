import { Menu, Text } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/session.ts';
import { MenuAt } from '../ui/menu-at.tsx';
import { LanguageItems, SchemeItems } from './preference-items.tsx';

interface Props {
  anchor: HTMLElement;
  onLeave: () => void;
  onClose: () => void;
}

/** The menu of who is signed in. */
export function AccountItems({ anchor, onLeave, onClose }: Props) {
  const { t } = useTranslation('shell');
  const { user } = useMe();
  return (
    <MenuAt anchor={anchor} label={t('account')} position="bottom-end" width={220} onClose={onClose}>
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
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={onLeave}>
        {t('signOut')}
      </Menu.Item>
    </MenuAt>
  );
}
