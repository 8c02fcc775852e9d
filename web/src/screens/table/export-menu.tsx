import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fetched } from '../../ui/fetched.ts';
import { useOnCall } from '../../ui/on-call.ts';
import type { Exported } from './export-items.tsx';

const load = () => import('./export-items.tsx');
const ExportItems = fetched(async () => (await load()).ExportItems);

/** The button that opens the ways to export a table. */
export function ExportMenu(props: Exported) {
  const { t } = useTranslation('table');
  const { anchor, close, button } = useOnCall(load);
  return (
    <>
      <ActionIcon variant="default" size={30} aria-label={t('export')} title={t('export')} {...button}>
        <IconDownload size={16} />
      </ActionIcon>
      <Suspense>{anchor && <ExportItems {...props} anchor={anchor} onClose={close} />}</Suspense>
    </>
  );
}
