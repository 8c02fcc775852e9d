import type { ExportedReport } from '@etapa/shared/api/report-exports';
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileTypeCsv, IconFileTypeXls, IconPhoto } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../data/client.ts';
import { may, useMe } from '../../data/session.ts';

interface Props {
  entityType: string;
  /** What its files are called, without their ends. */
  name: string;
  /** Absent: only the picture can be had. */
  report?: ExportedReport;
  /** What the picture is of. */
  shown: RefObject<HTMLElement | null>;
}

/** Takes a report along: as CSV, as a workbook, as a picture. */
export function ExportMenu({ entityType, name, report, shown }: Props) {
  const { t } = useTranslation('reports');
  const me = useMe();
  const [drawing, setDrawing] = useState(false);
  const sheets = report && may(me, 'export', entityType);
  const draw = async () => {
    if (!shown.current) return;
    setDrawing(true);
    try {
      const { pictureOf } = await import('./picture-of.ts');
      const link = document.createElement('a');
      link.href = await pictureOf(shown.current);
      link.download = `${name}.png`;
      link.click();
    } finally {
      setDrawing(false);
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />} loading={drawing}>
          {t('export.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {sheets && (
          <Menu.Item
            component="a"
            href={apiUrl('/reports/export', { report, format: 'csv', bom: true })}
            download={`${name}.csv`}
            leftSection={<IconFileTypeCsv size={16} />}
          >
            CSV
          </Menu.Item>
        )}
        {sheets && (
          <Menu.Item
            component="a"
            href={apiUrl('/reports/export', { report, format: 'xlsx' })}
            download={`${name}.xlsx`}
            leftSection={<IconFileTypeXls size={16} />}
          >
            XLSX
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void draw()}>
          PNG
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
