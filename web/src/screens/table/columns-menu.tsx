import { ActionIcon } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fetched } from '../../ui/fetched.ts';
import { useOnCall } from '../../ui/on-call.ts';
import type { ChosenColumns } from './columns-list.tsx';

const load = () => import('./columns-list.tsx');
const ColumnsList = fetched(async () => (await load()).ColumnsList);

/** The button that opens the choice of columns. */
export function ColumnsMenu(props: ChosenColumns) {
  const { t } = useTranslation('table');
  const { anchor, close, button } = useOnCall(load, 'dialog');
  return (
    <>
      <ActionIcon variant="default" size={30} aria-label={t('columns')} title={t('columns')} {...button}>
        <IconColumns3 size={16} />
      </ActionIcon>
      <Suspense>{anchor && <ColumnsList {...props} anchor={anchor} onClose={close} />}</Suspense>
    </>
  );
}
