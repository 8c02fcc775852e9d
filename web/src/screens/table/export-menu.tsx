import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../data/client.ts';
import type { Narrowing } from './bulk/selection.ts';

interface Props {
  entityType: string;
  /** Null where the chosen records are too many to be named. */
  narrowing: Narrowing | null;
  sort: string | undefined;
  columns: string[];
  /** Whether only chosen records are exported. */
  chosen: boolean;
}

/** What the table shows, or what is chosen in it, as a file. */
export function ExportMenu({ entityType, narrowing, sort, columns, chosen }: Props) {
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
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t('export')}>
          <ActionIcon variant="default" size={30} aria-label={t('export')}>
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(narrowing === null ? 'exportTooMany' : chosen ? 'exportChosen' : 'exportAll')}</Menu.Label>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={url(format)} download disabled={narrowing === null}>
            {t(`exportAs.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
