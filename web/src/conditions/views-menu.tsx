import type { Display, NewView, View } from '@etapa/shared/api/views';
import { Button, Menu, Text } from '@mantine/core';
import {
  IconBookmark,
  IconCalendar,
  IconCheck,
  IconChevronDown,
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
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/session.ts';
import { useChangeView, viewsQuery } from '../data/views.ts';
import { shownOf } from './records-search.ts';
import type { ShownNow } from './use-shown.ts';
import classes from './views-menu.module.css';

const ViewForm = lazy(async () => ({ default: (await import('./view-form.tsx')).ViewForm }));
const ViewRemoval = lazy(async () => ({ default: (await import('./view-removal.tsx')).ViewRemoval }));

const ICONS = { board: IconLayoutKanban, table: IconTable, calendar: IconCalendar, workload: IconUsersGroup } as const;

/** What a screen keeps of how it looks besides what its address says: columns of a table. */
export type Looks = Pick<NewView, 'columns' | 'widths' | 'pinned'>;

interface Props {
  entityType: string;
  display: Display;
  shown: ShownNow;
  looks?: Looks;
  /** Looks differ from what the view says. */
  looksChanged?: boolean;
  /** Back to what the view says. */
  onResetLooks?: () => void;
}

/** Saved views: chosen, saved, renamed, shared, opened first, removed. */
export function ViewsMenu({ entityType, display, shown, looks, looksChanged = false, onResetLooks }: Props) {
  const { t } = useTranslation('views');
  const me = useMe();
  const { data: views } = useQuery(viewsQuery(entityType));
  const change = useChangeView(entityType);
  const [form, setForm] = useState<'new' | 'settings' | 'remove' | null>(null);
  const { view } = shown;
  const changed = view !== undefined && (shown.changed || looksChanged);
  const own = views?.items.filter(({ ownerId }) => ownerId === me.user.id) ?? [];
  const others = views?.items.filter(({ ownerId }) => ownerId !== me.user.id) ?? [];
  const saved = { ...nulled(shownOf(shown)), ...looks, display };
  const name = view?.name ?? t('all');
  return (
    <>
      <Menu position="bottom-start" withinPortal width={280} shadow="md">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            className={classes.button}
            leftSection={<IconBookmark size={14} aria-hidden />}
            rightSection={<IconChevronDown size={12} aria-hidden />}
            aria-label={changed ? t('currentChanged', { name }) : t('current', { name })}
          >
            <span className={classes.name}>{name}</span>
            {changed && <span aria-hidden>&nbsp;•</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }} aria-label={t('views')}>
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
            <Menu.Item
              leftSection={<IconDeviceFloppy size={14} aria-hidden />}
              onClick={() =>
                change.mutate(
                  { id: view.id, ...saved },
                  {
                    onSuccess: () => {
                      onResetLooks?.();
                      shown.open({ ...view, display });
                    },
                  },
                )
              }
            >
              {t('save')}
            </Menu.Item>
          )}
          {view && changed && (
            <Menu.Item
              leftSection={<IconRotate size={14} aria-hidden />}
              onClick={() => {
                onResetLooks?.();
                shown.open(view);
              }}
            >
              {t('revert')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setForm('new')}>
            {t('saveAs')}
          </Menu.Item>
          {view && (
            <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setForm('settings')}>
              {view.mayChange ? t('settings') : t('opensFirstFor')}
            </Menu.Item>
          )}
          {view?.mayChange && (
            <Menu.Item color="red" c="red" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => setForm('remove')}>
              {t('remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {(form === 'new' || form === 'settings') && views && (
          <ViewForm
            entityType={entityType}
            views={views}
            view={form === 'settings' ? view : undefined}
            shown={saved}
            onClose={() => setForm(null)}
            onSaved={(made) => {
              onResetLooks?.();
              shown.open(made);
            }}
          />
        )}
        {form === 'remove' && view && (
          <ViewRemoval
            entityType={entityType}
            view={view}
            onClose={() => setForm(null)}
            onRemoved={() => shown.open(null)}
          />
        )}
      </Suspense>
    </>
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

/** What is not shown is taken away from the view. */
function nulled<Values extends object>(values: Values): { [Key in keyof Values]: Values[Key] | null } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? null])) as {
    [Key in keyof Values]: Values[Key] | null;
  };
}
