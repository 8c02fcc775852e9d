import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Box, Button, Chip, CloseButton, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsWorkingTime, useBoardClock } from '../fields/board-clock.ts';
import { fetched } from '../ui/fetched.ts';
import { useOnCall } from '../ui/on-call.ts';
import { isEmpty, termCount } from './complete.ts';
import classes from './filter-bar.module.css';
import { overNormTerm, renewedOverNorm } from './over-norm.ts';
import { hasTerm, QUICK_FILTERS, quickTerm, sameTerm, toggleTerm } from './quick-filters.ts';

// Words for every field and operator: fetched when there is something to read out.
const ConditionSentence = fetched(async () => (await import('./condition-sentence.tsx')).ConditionSentence);
const loadPanel = () => import('./filter-panel.tsx');
const FilterPanel = fetched(async () => (await loadPanel()).FilterPanel);

interface Props {
  type: EntityType;
  filter: ConditionGroup | undefined;
  q: string | undefined;
  onChange: (change: { filter?: ConditionGroup | undefined; q?: string | undefined }) => void;
  /** False where words cannot be searched for. */
  searchable?: boolean;
  /** The menu of saved views. */
  views?: React.ReactNode;
  children?: React.ReactNode;
}

/** Narrows a board or a table: by words, by chips, by conditions; what is asked stays readable below. */
export function FilterBar({ type, filter, q, onChange, searchable = true, views, children }: Props) {
  const { t } = useTranslation('conditions');
  const [text, setText] = useState(q ?? '');
  const { anchor, close, button } = useOnCall(loadPanel, 'dialog');
  const search = useRef<HTMLInputElement>(null);
  const tell = useDebouncedCallback((next: string) => onChange({ q: next || undefined }), 250);
  const change = (next: ConditionGroup | undefined) => onChange({ filter: isEmpty(next) ? undefined : next });
  const tellFilter = useDebouncedCallback(change, 300);
  const find = () => search.current?.focus();
  // On many keyboards it is written with Shift.
  useHotkeys([
    ['/', find],
    ['shift + /', find],
  ]);
  // The address may change by other ways than typing here: the back button, a saved view.
  useEffect(() => {
    if (document.activeElement !== search.current) setText(q ?? '');
  }, [q]);

  const clock = useBoardClock(type);
  const renewed = useMemo(() => renewedOverNorm(filter, overNormTerm(type, clock)), [filter, type, clock]);
  // Working hours that are not known yet would renew it twice.
  const stale = renewed !== filter && (clock.hours !== undefined || !countsWorkingTime(type));
  const tellRenewed = useEffectEvent(() => change(renewed));
  useEffect(() => {
    if (stale) tellRenewed();
  }, [stale]);

  const chips = QUICK_FILTERS.flatMap((name) => {
    const term = quickTerm(name, type, clock);
    return term ? [{ name, term }] : [];
  });
  const isChip = (rule: ConditionGroup['rules'][number]) => chips.some(({ term }) => sameTerm(term, rule));
  // A chip is one thing to who turned it on, however many terms it stands for.
  const others = filter?.rules.filter((rule) => !isChip(rule)) ?? [];
  const count = filter ? filter.rules.length - others.length + termCount({ ...filter, rules: others }) : 0;
  return (
    <Box className={classes.bar}>
      <div className={classes.row}>
        {views}
        {searchable && (
          <TextInput
            ref={search}
            size="xs"
            className={classes.search}
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={14} aria-hidden />}
            rightSection={
              text !== '' && (
                <CloseButton
                  size="sm"
                  aria-label={t('clear')}
                  onClick={() => {
                    setText('');
                    onChange({ q: undefined });
                  }}
                />
              )
            }
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              tell(event.currentTarget.value);
            }}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          />
        )}
        <Button
          size="xs"
          variant={count > 0 ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={14} />}
          aria-label={count > 0 ? t('filterCount', { count }) : t('filter')}
          classNames={{ root: classes.filter, section: classes.filterIcon, label: classes.filterLabel }}
          {...button}
        >
          {count > 0 ? t('filterCount', { count }) : t('filter')}
        </Button>
        <Suspense>
          {anchor && (
            <FilterPanel
              type={type}
              filter={filter}
              anchor={anchor}
              onChange={tellFilter}
              onClear={() => {
                change(undefined);
                close();
              }}
              onClose={close}
            />
          )}
        </Suspense>
        <fieldset className={classes.chips} aria-label={t('quick')}>
          {chips.map(({ name, term }) => (
            <Chip
              key={name}
              size="xs"
              checked={hasTerm(filter, term)}
              onChange={() => change(toggleTerm(filter, term))}
              classNames={{ label: classes.chip }}
            >
              {t(name)}
            </Chip>
          ))}
        </fieldset>
        {children}
      </div>
      {filter && others.length > 0 && (
        <Group gap={4} wrap="nowrap" className={classes.sentence}>
          <Text size="xs" c="dimmed" lineClamp={2}>
            <Suspense>
              <ConditionSentence type={type} condition={filter} />
            </Suspense>
          </Text>
          <CloseButton size="xs" aria-label={t('clear')} onClick={() => change(undefined)} />
        </Group>
      )}
    </Box>
  );
}
