import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLanguage } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fetched } from '../ui/fetched.ts';
import { useOnCall } from '../ui/on-call.ts';
import { SCHEMES } from './schemes.ts';

const load = () => import('./preference-items.tsx');
const PreferenceItems = fetched(async () => (await load()).PreferenceItems);

/** Language and appearance in the top bar of a desk. */
export function Preferences() {
  const { t, i18n } = useTranslation('shell');
  const { colorScheme } = useMantineColorScheme();
  const Scheme = SCHEMES.find(([name]) => name === colorScheme)?.[1] ?? IconDeviceDesktop;
  const language = useOnCall(load);
  const appearance = useOnCall(load);
  const looks = { variant: 'subtle', color: 'gray', size: 'lg', visibleFrom: 'sm' } as const;
  return (
    <>
      <ActionIcon {...looks} {...language.button} aria-label={`${t('language')}: ${i18n.language}`}>
        <IconLanguage size={20} stroke={1.75} />
      </ActionIcon>
      <ActionIcon {...looks} {...appearance.button} aria-label={t('appearance')}>
        <Scheme size={20} stroke={1.75} />
      </ActionIcon>
      <Suspense>
        {language.anchor && <PreferenceItems of="language" anchor={language.anchor} onClose={language.close} />}
        {appearance.anchor && <PreferenceItems of="appearance" anchor={appearance.anchor} onClose={appearance.close} />}
      </Suspense>
    </>
  );
}
