import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconBolt,
  IconChecklist,
  IconHome,
  IconKeyboard,
  IconLayoutGridAdd,
  IconMail,
  IconPlus,
  IconRubberStamp,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { searchQuery } from '../data/search.ts';
import { may, useMe } from '../data/session.ts';
import { useFormats } from '../i18n/locale.tsx';
import { EntityIcon } from '../ui/entity-icon.tsx';
import { SHOW_KEYS } from './keys-help.tsx';

/** `Ctrl K`: screens, processes, actions, and records the server finds. */
export function Palette() {
  const { t } = useTranslation('shell');
  const [query, setQuery] = useState('');
  const screens = useScreens();
  const processes = useProcesses();
  const actions = useActions();
  const records = useRecords(query);
  const wanted = query.trim().toLocaleLowerCase();
  const matching = (all: SpotlightActionData[]) =>
    wanted === '' ? all : all.filter((one) => one.label?.toLocaleLowerCase().includes(wanted));
  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.records'), actions: records },
    { group: t('palette.processes'), actions: matching(processes) },
    { group: t('palette.screens'), actions: matching(screens) },
    { group: t('palette.actions'), actions: matching(actions) },
  ].filter((group) => group.actions.length > 0);

  return (
    <Spotlight
      actions={groups}
      filter={(_, all) => all}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      nothingFound={t('palette.nothing')}
      scrollable
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      maxHeight={440}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

const icon = (Icon: typeof IconHome): ReactNode => <Icon size={18} stroke={1.75} />;

function useScreens(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return [
    { id: 'home', label: t('home'), leftSection: icon(IconHome), onClick: () => navigate({ to: '/' }) },
    { id: 'tasks', label: t('tasks'), leftSection: icon(IconChecklist), onClick: () => navigate({ to: '/tasks' }) },
    {
      id: 'approvals',
      label: t('approvals'),
      leftSection: icon(IconRubberStamp),
      onClick: () => navigate({ to: '/approvals' }),
    },
    { id: 'emails', label: t('emails'), leftSection: icon(IconMail), onClick: () => navigate({ to: '/emails' }) },
    { id: 'runs', label: t('runs'), leftSection: icon(IconBolt), onClick: () => navigate({ to: '/runs' }) },
    {
      id: 'gallery',
      label: t('gallery'),
      leftSection: icon(IconLayoutGridAdd),
      onClick: () => navigate({ to: '/gallery' }),
    },
    { id: 'people', label: t('people'), leftSection: icon(IconUsers), onClick: () => navigate({ to: '/people' }) },
    {
      id: 'settings',
      label: t('settings'),
      leftSection: icon(IconSettings),
      onClick: () => navigate({ to: '/settings' }),
    },
  ];
}

function useProcesses(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const { label } = useFormats();
  const navigate = useNavigate();
  const types = useEntityTypes() ?? [];
  return types.flatMap((type) => {
    const params = { entityType: type.key };
    const name = label(type.namePlural ?? type.name);
    const leftSection = <EntityIcon key={type.key} name={type.icon} color={type.color} />;
    const table = { id: `t-${type.key}`, leftSection, onClick: () => navigate({ to: '/p/$entityType/table', params }) };
    if (!type.funnels?.length) return [{ ...table, label: name }];
    return [
      { id: `b-${type.key}`, label: name, leftSection, onClick: () => navigate({ to: '/p/$entityType', params }) },
      { ...table, label: `${name} · ${t('tab.table')}` },
      {
        id: `r-${type.key}`,
        label: `${name} · ${t('tab.report')}`,
        leftSection,
        onClick: () => navigate({ to: '/p/$entityType/reports', params }),
      },
    ];
  });
}

function useActions(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const { label } = useFormats();
  const navigate = useNavigate();
  const me = useMe();
  const types = (useEntityTypes() ?? []).filter((type) => may(me, 'create', type.key));
  return [
    ...types.map((type) => ({
      id: `n-${type.key}`,
      label: t('palette.newRecord', { name: label(type.name) }),
      leftSection: icon(IconPlus),
      onClick: () =>
        type.funnels?.length
          ? navigate({ to: '/p/$entityType', params: { entityType: type.key }, search: { new: true } })
          : navigate({ to: '/p/$entityType/table', params: { entityType: type.key }, search: { new: true } }),
    })),
    {
      id: 'new-task',
      label: t('palette.newTask'),
      leftSection: icon(IconPlus),
      onClick: () => navigate({ to: '/tasks', search: { new: true } }),
    },
    {
      id: 'keys',
      label: t('palette.showKeys'),
      leftSection: icon(IconKeyboard),
      onClick: () => window.dispatchEvent(new Event(SHOW_KEYS)),
    },
  ];
}

function useRecords(query: string): SpotlightActionData[] {
  const { label } = useFormats();
  const navigate = useNavigate();
  const types = useEntityTypes() ?? [];
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const found = useQuery(searchQuery(wanted)).data?.items ?? [];
  return found.map((item) => {
    const type = types.find((one) => one.key === item.entityType);
    return {
      id: item.id,
      label: item.title || `#${item.number}`,
      description: `${label(type?.name)} #${item.number}`,
      leftSection: <EntityIcon name={type?.icon} color={type?.color} />,
      onClick: () =>
        navigate({
          to: '/p/$entityType/records/$number',
          params: { entityType: item.entityType, number: String(item.number) },
        }),
    };
  });
}
