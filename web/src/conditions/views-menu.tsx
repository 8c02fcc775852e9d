import type { Display, NewView } from '@etapa/shared/api/views';
import { Button } from '@mantine/core';
import { IconBookmark, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeView, viewsQuery } from '../data/views.ts';
import { fetched } from '../ui/fetched.ts';
import { useOnCall } from '../ui/on-call.ts';
import { shownOf } from './records-search.ts';
import type { ShownNow } from './use-shown.ts';
import classes from './views-menu.module.css';

const loadItems = () => import('./view-items.tsx');
const ViewItems = fetched(async () => (await loadItems()).ViewItems);
const ViewForm = fetched(async () => (await import('./view-form.tsx')).ViewForm);
const ViewRemoval = fetched(async () => (await import('./view-removal.tsx')).ViewRemoval);

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
  const { data: views } = useQuery(viewsQuery(entityType));
  const change = useChangeView(entityType);
  const { anchor, close, button } = useOnCall(loadItems);
  const [form, setForm] = useState<'new' | 'settings' | 'remove' | null>(null);
  const { view } = shown;
  const changed = view !== undefined && (shown.changed || looksChanged);
  const saved = { ...nulled(shownOf(shown)), ...looks, display };
  const name = view?.name ?? t('all');
  return (
    <>
      <Button
        size="xs"
        variant="default"
        className={classes.button}
        leftSection={<IconBookmark size={14} aria-hidden />}
        rightSection={<IconChevronDown size={12} aria-hidden />}
        aria-label={changed ? t('currentChanged', { name }) : t('current', { name })}
        {...button}
      >
        <span className={classes.name}>{name}</span>
        {changed && <span aria-hidden>&nbsp;•</span>}
      </Button>
      <Suspense>
        {anchor && (
          <ViewItems
            anchor={anchor}
            views={views}
            shown={shown}
            changed={changed}
            onSave={(kept) =>
              change.mutate(
                { id: kept.id, ...saved },
                {
                  onSuccess: () => {
                    onResetLooks?.();
                    shown.open({ ...kept, display });
                  },
                },
              )
            }
            onRevert={(kept) => {
              onResetLooks?.();
              shown.open(kept);
            }}
            onForm={setForm}
            onClose={close}
          />
        )}
      </Suspense>
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

/** What is not shown is taken away from the view. */
function nulled<Values extends object>(values: Values): { [Key in keyof Values]: Values[Key] | null } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? null])) as {
    [Key in keyof Values]: Values[Key] | null;
  };
}
