import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../data/client.ts';
import { MenuAt } from '../../ui/menu-at.tsx';
import type { Narrowing } from './bulk/selection.ts';

export interface Exported {
  entityType: string;
  /** Null where the chosen records are too many to be named. */
  narrowing: Narrowing | null;
  sort: string | undefined;
  columns: string[];
  /** Whether only chosen records are exported. */
  chosen: boolean;
}

interface Props extends Exported {
  anchor: HTMLElement;
  onClose: () => void;
}

/** What the table shows, or what is chosen in it, as a file. */
export function ExportItems({ anchor, entityType, narrowing, sort, columns, chosen, onClose }: Props) {
  const { t } = useTranslation('table');
  const url = (format: 'csv' | 'xlsx') =>
    apiUrl(`/entity-types/${entityType}/export`, {
      format,
      ...(format === 'csv' ? { bom: true } : {}),
      ...narrowing,
      sort,
      columns: columns.join(','),
    });
  return (
    <MenuAt anchor={anchor} label={t('export')} position="bottom-end" width={220} onClose={onClose}>
      <Menu.Label>{t(narrowing === null ? 'exportTooMany' : chosen ? 'exportChosen' : 'exportAll')}</Menu.Label>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Menu.Item key={format} component="a" href={url(format)} download disabled={narrowing === null}>
          {t(`exportAs.${format}`)}
        </Menu.Item>
      ))}
    </MenuAt>
  );
}
