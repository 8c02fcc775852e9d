import { Tabs } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isAdmin, useMe } from '../../data/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Roles } from './roles.tsx';
import { Teams } from './teams.tsx';
import { Users } from './users.tsx';

/** Who works here, in which teams, with which rights. */
export function People() {
  const { t } = useTranslation('people');
  const admin = isAdmin(useMe());
  if (!admin) return <Empty whole icon={<IconLock />} title={t('onlyAdmin')} />;
  return (
    <Page title={t('title')}>
      <Tabs defaultValue="users" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="users">{t('users')}</Tabs.Tab>
          <Tabs.Tab value="teams">{t('teams')}</Tabs.Tab>
          <Tabs.Tab value="roles">{t('roles')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users">
          <Users />
        </Tabs.Panel>
        <Tabs.Panel value="teams">
          <Teams />
        </Tabs.Panel>
        <Tabs.Panel value="roles">
          <Roles />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
