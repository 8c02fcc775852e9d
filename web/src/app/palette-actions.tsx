import { useMantineColorScheme } from '@mantine/core';
import type { SpotlightActionData } from '@mantine/spotlight';
import {
  IconChecks,
  IconDeviceDesktop,
  IconFileImport,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPlus,
  IconPrinter,
  IconSun,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { useReadNotifications } from '../data/notifications.ts';
import { isAdmin, may, useChangeProfile, useLogout, useMe } from '../data/session.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES, rememberLanguage } from '../i18n/language.ts';
import { useFormats } from '../i18n/locale.tsx';
import { showKeys } from './keys-on-call.tsx';

const SCHEMES = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

const icon = (Icon: typeof IconPlus) => <Icon size={18} stroke={1.75} />;

/** What can be done from anywhere. */
export function usePaletteActions(): SpotlightActionData[] {
  return [...useMaking(), ...useLooks(), ...useRest()];
}

/** Something new of each kind, one by one or out of a file. */
function useMaking(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const { t: named } = useTranslation('palette');
  const { t: process } = useTranslation('process');
  const { label } = useFormats();
  const navigate = useNavigate();
  const me = useMe();
  const types = (useEntityTypes() ?? []).filter((type) => may(me, 'create', type.key));
  return [
    ...types.map((type) => ({
      id: `n-${type.key}`,
      label: t('palette.newRecord', { name: label(type.name) }),
      leftSection: icon(IconPlus),
      onClick: () =>
        type.funnels?.length
          ? navigate({ to: '/p/$entityType', params: { entityType: type.key }, search: { new: true } })
          : navigate({ to: '/p/$entityType/table', params: { entityType: type.key }, search: { new: true } }),
    })),
    {
      id: 'new-task',
      label: t('palette.newTask'),
      leftSection: icon(IconPlus),
      onClick: () => navigate({ to: '/tasks', search: { new: true } }),
    },
    ...(isAdmin(me)
      ? [
          {
            id: 'new-process',
            label: process('new'),
            leftSection: icon(IconPlus),
            onClick: () => navigate({ to: '/gallery', search: { new: true } }),
          },
        ]
      : []),
    ...types.map((type) => ({
      id: `i-${type.key}`,
      label: named('import', { name: label(type.namePlural ?? type.name) }),
      leftSection: icon(IconFileImport),
      onClick: () => navigate({ to: '/p/$entityType/import', params: { entityType: type.key } }),
    })),
  ];
}

/** Language and appearance. */
function useLooks(): SpotlightActionData[] {
  const { t } = useTranslation('palette');
  const profile = useChangeProfile();
  const { setColorScheme } = useMantineColorScheme();
  return [
    ...LANGUAGES.map((language) => ({
      id: `l-${language}`,
      label: t('language', { name: LANGUAGE_NAMES[language] }),
      leftSection: icon(IconLanguage),
      onClick: () => {
        rememberLanguage(language);
        void changeLanguage(language);
        profile.mutate({ language });
      },
    })),
    ...SCHEMES.map(([name, Icon]) => ({
      id: `s-${name}`,
      label: t(`scheme.${name}`),
      leftSection: icon(Icon),
      onClick: () => setColorScheme(name),
    })),
  ];
}

function useRest(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const { t: named } = useTranslation('palette');
  const navigate = useNavigate();
  const client = useQueryClient();
  const read = useReadNotifications();
  const logout = useLogout();
  return [
    {
      id: 'read-all',
      label: named('readAll'),
      leftSection: icon(IconChecks),
      onClick: () => read.mutate({ all: true }),
    },
    { id: 'print', label: named('print'), leftSection: icon(IconPrinter), onClick: () => setTimeout(print, 300) },
    {
      id: 'keys',
      label: t('palette.showKeys'),
      leftSection: icon(IconKeyboard),
      onClick: () => showKeys(),
    },
    {
      id: 'sign-out',
      label: named('signOut'),
      leftSection: icon(IconLogout),
      onClick: () =>
        logout.mutate(undefined, {
          onSuccess: async () => {
            await navigate({ to: '/login' });
            client.clear();
          },
        }),
    },
  ];
}
