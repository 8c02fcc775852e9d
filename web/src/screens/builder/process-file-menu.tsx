import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileImport, IconPackageExport, IconRouteScan } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { diagramUrl, exportPackage } from '../../data/packages.ts';
import { useFormats } from '../../i18n/locale.tsx';

/** The process as a file: out as a package or a diagram, and in. */
export function ProcessFileMenu({ entityType, drawn }: { entityType: string; drawn: boolean }) {
  const { t } = useTranslation('packages');
  const { language } = useFormats();
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: (linked: boolean) => exportPackage(entityType, linked),
    onSuccess: (file) => {
      const url = URL.createObjectURL(file);
      Object.assign(document.createElement('a'), { href: url, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconDownload size={16} />}>
          {t('menu.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPackageExport size={16} />} onClick={() => save.mutate(false)}>
          {t('menu.package')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPackageExport size={16} />} onClick={() => save.mutate(true)}>
          {t('menu.linked')}
        </Menu.Item>
        {drawn && (
          <Menu.Item
            leftSection={<IconRouteScan size={16} />}
            component="a"
            href={diagramUrl(entityType, language)}
            download
          >
            {t('menu.bpmn')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFileImport size={16} />}
          onClick={() => void navigate({ to: '/gallery/import', search: { into: entityType } })}
        >
          {t('menu.import')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
