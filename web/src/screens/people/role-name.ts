import { useTranslation } from 'react-i18next';

const BUILTIN = ['admin', 'manager', 'member'] as const;

/** The three roles that every organisation has are named in the reader's language, others as they were made. */
export function useRoleName() {
  const { t } = useTranslation('people');
  return ({ key, name, builtin }: { key: string; name: string; builtin?: boolean }): string => {
    const known = BUILTIN.find((one) => one === key);
    return known && builtin ? t(`builtin.${known}`) : name;
  };
}
