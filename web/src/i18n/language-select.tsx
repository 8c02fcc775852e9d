import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from './i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, rememberLanguage } from './language.ts';

/** Choice of language where nobody is signed in yet: kept on this device. */
export function LanguageSelect() {
  const { t, i18n } = useTranslation('shell');
  return (
    <NativeSelect
      size="xs"
      aria-label={t('language')}
      value={i18n.language}
      data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      onChange={({ currentTarget: { value } }) => {
        if (!isLanguage(value)) return;
        rememberLanguage(value);
        void changeLanguage(value);
      }}
    />
  );
}
