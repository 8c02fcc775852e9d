import { Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isAdmin, useMe } from '../../data/session.ts';
import { Page } from '../../ui/page.tsx';
import { NotificationChoices } from './notification-choices.tsx';
import { OrganizationForm } from './organization-form.tsx';
import { Profile } from './profile.tsx';
import { Tokens } from './tokens.tsx';

const route = getRouteApi('/signed-in/settings');

/** One's own profile and tokens; the organisation's settings for administrators. */
export function Settings() {
  const { t } = useTranslation('settings');
  const admin = isAdmin(useMe());
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page title={t('title')} width={760}>
      <Tabs
        value={tab ?? 'profile'}
        onChange={(next) => void navigate({ to: '/settings', search: { tab: next ?? undefined }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="profile">{t('profile')}</Tabs.Tab>
          <Tabs.Tab value="notifications">{t('notifications')}</Tabs.Tab>
          <Tabs.Tab value="tokens">{t('tokens')}</Tabs.Tab>
          {admin && <Tabs.Tab value="organization">{t('organization')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <Profile />
        </Tabs.Panel>
        <Tabs.Panel value="notifications">
          <NotificationChoices />
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <Tokens />
        </Tabs.Panel>
        {admin && (
          <Tabs.Panel value="organization">
            <OrganizationForm />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
