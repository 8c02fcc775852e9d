import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useChangeProfile } from '../data/session.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language, rememberLanguage } from '../i18n/language.ts';
import { MenuAt } from '../ui/menu-at.tsx';
import { SCHEMES } from './schemes.ts';

interface Props {
  of: 'language' | 'appearance';
  anchor: HTMLElement;
  onClose: () => void;
}

/** The menu of languages, or of what the app looks like. */
export function PreferenceItems({ of, anchor, onClose }: Props) {
  const { t } = useTranslation('shell');
  return (
    <MenuAt anchor={anchor} label={t(of)} position="bottom-end" width={180} onClose={onClose}>
      {of === 'language' ? <LanguageItems /> : <SchemeItems />}
    </MenuAt>
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
