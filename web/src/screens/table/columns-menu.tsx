import { ActionIcon, Checkbox, Menu, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  all: { key: string; name: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  onReset: () => void;
}

/** Chooses the columns of a table; a new one comes last. */
export function ColumnsMenu({ all, chosen, onChange, onReset }: Props) {
  const { t } = useTranslation('table');
  return (
    <Menu closeOnItemClick={false} position="bottom-end" withinPortal width={240}>
      <Menu.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon variant="default" size={30} aria-label={t('columns')}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {all.map(({ key, name }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(key)}
            leftSection={<Checkbox.Indicator size="xs" checked={chosen.includes(key)} />}
            onClick={() => onChange(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key])}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onReset}>{t('resetColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
