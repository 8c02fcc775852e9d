import type { StageGroup } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconArrowsSplit2, IconClipboard, IconCopy, IconLayoutGrid, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './builder.module.css';
import { processId } from './funnel-tunnels.ts';

const GROUPS: StageGroup[] = ['open', 'won', 'lost'];

interface Props {
  tools: React.ReactNode[];
  /** Stages that are chosen. */
  chosen: number;
  onAdd: (group: StageGroup) => void;
  onArrange: () => void;
  onCopy: () => void;
  onPaste: () => void;
  /** Another process is to stand on the canvas. */
  onProcess: (id: string) => void;
  onTunnel: () => void;
  own: { entityType: string; funnel: string };
}

/** The buttons above the canvas. */
export function FunnelTools({ tools, chosen, onAdd, onArrange, onCopy, onPaste, onProcess, onTunnel, own }: Props) {
  const { t } = useTranslation('canvas');
  const { t: tb } = useTranslation('builder');
  const { label } = useFormats();
  const others = (useEntityTypes() ?? []).flatMap((type) =>
    (type.funnels ?? [])
      .filter(({ key }) => type.key !== own.entityType || key !== own.funnel)
      .map(({ key, name }) => ({
        id: processId(type.key, key),
        name: (type.funnels?.length ?? 0) > 1 ? `${label(type.name)} · ${label(name)}` : label(type.name),
      })),
  );
  const icon = (name: 'copy' | 'paste' | 'arrange', Icon: typeof IconCopy, act: () => void, off = false) => (
    <Tooltip label={t(name)}>
      <ActionIcon variant="default" size={30} aria-label={t(name)} disabled={off} onClick={act}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Group className={classes.tools} gap="xs">
      <Menu>
        <Menu.Target>
          <Button size="xs" leftSection={<IconPlus size={14} />}>
            {tb('stage.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {GROUPS.map((group) => (
            <Menu.Item key={group} onClick={() => onAdd(group)}>
              {tb(`group.${group}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {tools}
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconArrowsSplit2 size={14} />}>
            {t('tunnel.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={onTunnel}>{t('tunnel.new')}</Menu.Item>
          {others.length > 0 && <Menu.Label>{t('tunnel.place')}</Menu.Label>}
          {others.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => onProcess(id)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {icon('copy', IconCopy, onCopy, chosen === 0)}
      {icon('paste', IconClipboard, onPaste)}
      {icon('arrange', IconLayoutGrid, onArrange)}
    </Group>
  );
}
