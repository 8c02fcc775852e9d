import { useDebouncedValue } from '@mantine/hooks';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import {
  IconBell,
  IconBellCog,
  IconBolt,
  IconChecklist,
  IconHome,
  IconLayoutDashboard,
  IconLayoutGridAdd,
  IconMail,
  IconRubberStamp,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { searchQuery } from '../data/search.ts';
import { isAdmin, may, useMe } from '../data/session.ts';
import { useFormats } from '../i18n/locale.tsx';
import { EntityIcon } from '../ui/entity-icon.tsx';
import { usePaletteActions } from './palette-actions.tsx';

const [paletteStore, palette] = createSpotlight();

/**
 * Screens, processes, actions, and records the server finds.
 *
 * @param asked how often it has been asked for: each time opens it, or closes it where it is open
 */
export function Palette({ asked }: { asked: number }) {
  const { t } = useTranslation('shell');
  const [query, setQuery] = useState('');
  const heard = useRef(0);
  useEffect(() => {
    if (heard.current === asked) return;
    heard.current = asked;
    palette.toggle();
  }, [asked]);
  const screens = useScreens();
  const processes = useProcesses();
  const actions = usePaletteActions();
  const records = useRecords(query);
  const words = foldCase(query.trim()).split(/\s+/).filter(Boolean);
  const matching = (all: SpotlightActionData[]) =>
    words.length === 0 ? all : all.filter((one) => words.every((word) => foldCase(one.label ?? '').includes(word)));
  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.records'), actions: records },
    { group: t('palette.processes'), actions: matching(processes) },
    { group: t('palette.screens'), actions: matching(screens) },
    { group: t('palette.actions'), actions: matching(actions) },
  ].filter((group) => group.actions.length > 0);

  useFirstSelected(query, groups.flatMap(({ actions: all }) => all.map(({ id }) => id)).join());

  return (
    <Spotlight
      store={paletteStore}
      actions={groups}
      filter={(_, all) => all}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      // A transition lost what was typed where the palette was opened again before it had quite gone.
      transitionProps={{ duration: 0 }}
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

/** Chooses the first of what is found, also where the server answers after typing ended: Enter opens it. */
function useFirstSelected(query: string, found: string) {
  useEffect(() => {
    if (query.trim() === '' || found === '') return;
    const list = document.getElementById(paletteStore.getState().listId);
    if (!list || list.querySelector('[data-selected]')) return;
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    paletteStore.updateState((state) => ({ ...state, selected: 0 }));
  }, [query, found]);
}

/** Whatever the case and the width of letters. */
const foldCase = (text: string): string => text.normalize('NFKC').toLocaleLowerCase();

const icon = (Icon: typeof IconHome): ReactNode => <Icon size={18} stroke={1.75} />;

function useScreens(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const { t: named } = useTranslation('palette');
  const navigate = useNavigate();
  const me = useMe();
  return [
    { id: 'home', label: t('home'), leftSection: icon(IconHome), onClick: () => navigate({ to: '/' }) },
    { id: 'tasks', label: t('tasks'), leftSection: icon(IconChecklist), onClick: () => navigate({ to: '/tasks' }) },
    {
      id: 'approvals',
      label: t('approvals'),
      leftSection: icon(IconRubberStamp),
      onClick: () => navigate({ to: '/approvals' }),
    },
    {
      id: 'notifications',
      label: named('notifications'),
      leftSection: icon(IconBell),
      onClick: () => navigate({ to: '/notifications' }),
    },
    {
      id: 'dashboards',
      label: named('dashboards'),
      leftSection: icon(IconLayoutDashboard),
      onClick: () => navigate({ to: '/dashboards' }),
    },
    { id: 'emails', label: t('emails'), leftSection: icon(IconMail), onClick: () => navigate({ to: '/emails' }) },
    { id: 'runs', label: t('runs'), leftSection: icon(IconBolt), onClick: () => navigate({ to: '/runs' }) },
    ...(isAdmin(me)
      ? [
          {
            id: 'gallery',
            label: t('gallery'),
            leftSection: icon(IconLayoutGridAdd),
            onClick: () => navigate({ to: '/gallery' }),
          },
          {
            id: 'people',
            label: t('people'),
            leftSection: icon(IconUsers),
            onClick: () => navigate({ to: '/people' }),
          },
        ]
      : []),
    {
      id: 'settings',
      label: t('settings'),
      leftSection: icon(IconSettings),
      onClick: () => navigate({ to: '/settings' }),
    },
    {
      id: 'notification-settings',
      label: named('notificationSettings'),
      leftSection: icon(IconBellCog),
      onClick: () => navigate({ to: '/settings', search: { tab: 'notifications' } }),
    },
  ];
}

function useProcesses(): SpotlightActionData[] {
  const { t } = useTranslation('shell');
  const { t: named } = useTranslation('palette');
  const me = useMe();
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
      {
        id: `c-${type.key}`,
        label: `${name} · ${named('rules')}`,
        leftSection,
        onClick: () =>
          may(me, 'design', type.key)
            ? navigate({ to: '/p/$entityType/design', params, search: { part: 'automation' } })
            : navigate({ to: '/p/$entityType/rules', params }),
      },
      ...(may(me, 'design', type.key)
        ? [
            {
              id: `d-${type.key}`,
              label: `${name} · ${named('design')}`,
              leftSection,
              onClick: () => navigate({ to: '/p/$entityType/design', params }),
            },
          ]
        : []),
    ];
  });
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
