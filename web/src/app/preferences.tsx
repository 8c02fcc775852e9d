import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useChangeProfile } from '../data/session.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language, rememberLanguage } from '../i18n/language.ts';

const SCHEMES = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

/** Language and appearance in the top bar of a desk. */
export function Preferences() {
  const { t, i18n } = useTranslation('shell');
  const { colorScheme } = useMantineColorScheme();
  const Scheme = SCHEMES.find(([name]) => name === colorScheme)?.[1] ?? IconDeviceDesktop;
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            visibleFrom="sm"
            aria-label={`${t('language')}: ${i18n.language}`}
          >
            <IconLanguage size={20} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <LanguageItems />
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" visibleFrom="sm" aria-label={t('appearance')}>
            <Scheme size={20} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <SchemeItems />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

export function LanguageItems() {
  const { i18n } = useTranslation();
  const profile = useChangeProfile();
  const choose = (language: Language) => {
    rememberLanguage(language);
    void changeLanguage(language);
    profile.mutate({ language });
  };
  return LANGUAGES.map((language) => (
    <Menu.Item
      key={language}
      lang={language}
      onClick={() => choose(language)}
      rightSection={i18n.language === language ? <IconCheck size={16} aria-hidden /> : null}
      aria-current={i18n.language === language}
    >
      {LANGUAGE_NAMES[language]}
    </Menu.Item>
  ));
}

export function SchemeItems() {
  const { t } = useTranslation('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map(([scheme, Icon]) => (
    <Menu.Item
      key={scheme}
      onClick={() => setColorScheme(scheme)}
      leftSection={<Icon size={16} aria-hidden />}
      rightSection={colorScheme === scheme ? <IconCheck size={16} aria-hidden /> : null}
      aria-current={colorScheme === scheme}
    >
      {t(scheme)}
    </Menu.Item>
  ));
}
