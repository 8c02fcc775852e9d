import { AppShell, Box, Burger, Group } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { missAnswer, watchConnection } from '../data/connection.ts';
import { keepOutbox } from '../data/outbox-kept.ts';
import { useMe } from '../data/session.ts';
import { followStream } from '../data/stream.ts';
import { CreateRecordProvider } from '../fields/create-record-provider.tsx';
import { changeLanguage } from '../i18n/i18n.ts';
import { chosenLanguage, isLanguage } from '../i18n/language.ts';
import { LocaleProvider } from '../i18n/locale.tsx';
import { onLateParts } from '../ui/patiently.ts';
import { AccountMenu } from './account-menu.tsx';
import { Bell } from './bell.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { fetchWhenUsed } from './fetch-when-used.ts';
import { clearFirstShape } from './first-shape.ts';
import { useGoKeys } from './go-keys.ts';
import { KeysOnCall } from './keys-on-call.tsx';
import { PaletteOnCall } from './palette-on-call.tsx';
import { Preferences } from './preferences.tsx';
import { Rail } from './rail.tsx';
import { SearchButton } from './search-button.tsx';
import { SessionEnd } from './session-end.tsx';
import classes from './shell.module.css';

/** The frame of every screen behind signing in: rail, top bar, live changes, palette and keys. */
export function Shell() {
  const { t, i18n } = useTranslation('shell');
  const me = useMe();
  const client = useQueryClient();
  const [railOpen, rail] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });

  useLayoutEffect(clearFirstShape, []);
  useGoKeys();
  useEffect(() => followStream(client), [client]);
  useEffect(watchConnection, []);
  useEffect(() => onLateParts(missAnswer), []);
  useEffect(fetchWhenUsed, []);
  useEffect(() => keepOutbox(client, me.user.id), [client, me.user.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address closes the drawer.
  useEffect(() => rail.close(), [path]);
  useEffect(() => {
    if (chosenLanguage() === null && isLanguage(me.user.language)) void changeLanguage(me.user.language);
  }, [me.user.language]);

  return (
    <LocaleProvider timeZone={me.user.timeZone ?? me.organization.timeZone} currency={me.organization.currency}>
      <DatesProvider settings={{ locale: i18n.language }}>
        <a className={classes.skip} href="#content">
          {t('skip')}
        </a>
        <AppShell
          layout="alt"
          header={{ height: 52 }}
          navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !railOpen } }}
          classNames={{ main: classes.main, navbar: classes.navbar, header: classes.header }}
        >
          <AppShell.Header>
            <Group h="100%" px="sm" gap="xs" wrap="nowrap">
              <Burger opened={railOpen} onClick={rail.toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
              <SearchButton />
              <Box flex={1} />
              <Preferences />
              <Bell />
              <AccountMenu />
            </Group>
          </AppShell.Header>
          <AppShell.Navbar aria-label={t('menu')}>
            <Rail onClose={rail.close} />
          </AppShell.Navbar>
          <AppShell.Main id="content" tabIndex={-1}>
            <CreateRecordProvider>
              <Outlet />
            </CreateRecordProvider>
          </AppShell.Main>
        </AppShell>
        <PaletteOnCall />
        <KeysOnCall />
        <ConnectionBar />
        <SessionEnd />
      </DatesProvider>
    </LocaleProvider>
  );
}
