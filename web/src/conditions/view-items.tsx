import type { View, ViewList } from '@etapa/shared/api/views';
import { Menu, Text } from '@mantine/core';
import {
  IconCalendar,
  IconCheck,
  IconDeviceFloppy,
  IconLayoutKanban,
  IconListDetails,
  IconPencil,
  IconPlus,
  IconRotate,
  IconTable,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/session.ts';
import { MenuAt } from '../ui/menu-at.tsx';
import type { ShownNow } from './use-shown.ts';

const ICONS = { board: IconLayoutKanban, table: IconTable, calendar: IconCalendar, workload: IconUsersGroup } as const;

interface Props {
  anchor: HTMLElement;
  views: ViewList | undefined;
  shown: ShownNow;
  /** What is shown is not what the view says any more. */
  changed: boolean;
  onSave: (view: View) => void;
  onRevert: (view: View) => void;
  onForm: (form: 'new' | 'settings' | 'remove') => void;
  onClose: () => void;
}

/** The menu of saved views. */
export function ViewItems({ anchor, views, shown, changed, onSave, onRevert, onForm, onClose }: Props) {
  const { t } = useTranslation('views');
  const me = useMe();
  const { view } = shown;
  const own = views?.items.filter(({ ownerId }) => ownerId === me.user.id) ?? [];
  const others = views?.items.filter(({ ownerId }) => ownerId !== me.user.id) ?? [];
  return (
    <MenuAt anchor={anchor} label={t('views')} width={280} onClose={onClose}>
      <Menu.Item
        leftSection={<IconListDetails size={14} aria-hidden />}
        rightSection={!view && <IconCheck size={14} aria-label={t('shown')} />}
        onClick={() => shown.open(null)}
      >
        {t('all')}
      </Menu.Item>
      {own.length > 0 && <Menu.Label>{t('mine')}</Menu.Label>}
      {own.map((each) => (
        <ViewItem key={each.id} view={each} current={each.id === view?.id} first={views?.defaultId} shown={shown} />
      ))}
      {others.length > 0 && <Menu.Label>{t('shared')}</Menu.Label>}
      {others.map((each) => (
        <ViewItem key={each.id} view={each} current={each.id === view?.id} first={views?.defaultId} shown={shown} />
      ))}
      <Menu.Divider />
      {view && changed && view.mayChange && (
        <Menu.Item leftSection={<IconDeviceFloppy size={14} aria-hidden />} onClick={() => onSave(view)}>
          {t('save')}
        </Menu.Item>
      )}
      {view && changed && (
        <Menu.Item leftSection={<IconRotate size={14} aria-hidden />} onClick={() => onRevert(view)}>
          {t('revert')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onForm('new')}>
        {t('saveAs')}
      </Menu.Item>
      {view && (
        <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={() => onForm('settings')}>
          {view.mayChange ? t('settings') : t('opensFirstFor')}
        </Menu.Item>
      )}
      {view?.mayChange && (
        <Menu.Item
          color="red"
          c="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => onForm('remove')}
        >
          {t('remove')}
        </Menu.Item>
      )}
    </MenuAt>
  );
}

interface ItemProps {
  view: View;
  current: boolean;
  first: string | null | undefined;
  shown: ShownNow;
}

function ViewItem({ view, current, first, shown }: ItemProps) {
  const { t } = useTranslation('views');
  const Icon = ICONS[view.display ?? 'table'];
  return (
    <Menu.Item
      leftSection={<Icon size={14} aria-hidden />}
      rightSection={current && <IconCheck size={14} aria-label={t('shown')} />}
      onClick={() => shown.open(view)}
    >
      {view.name}
      {view.id === first && (
        <Text component="span" size="xs" c="dimmed" ml={6}>
          {t('first')}
        </Text>
      )}
    </Menu.Item>
  );
}
