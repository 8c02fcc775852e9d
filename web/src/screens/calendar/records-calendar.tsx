import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Box, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import type { ShownNow } from '../../conditions/use-shown.ts';
import { ViewsMenu } from '../../conditions/views-menu.tsx';
import { findStage } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { useWalk } from '../../data/walk.ts';
import { NewRecord } from '../../fields/new-record.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { useKeptScroll } from '../../ui/kept-scroll.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './calendar.module.css';
import { useDated } from './calendar-data.ts';
import { CalendarDay } from './calendar-day.tsx';
import { daysOfMonth, daysOfWeek, isDay, weekStartOf } from './calendar-days.ts';
import { useDayMove } from './calendar-move.ts';
import { CalendarTools } from './calendar-tools.tsx';
import { dateSources, dayOf, onDay, rangeFilter } from './date-source.ts';
import { useShownDay } from './shown-day.ts';
import { Weekday } from './weekday.tsx';

const route = getRouteApi('/signed-in/p/$entityType/calendar');

/** A month or a week of records, each on its day; dragged to another, its date changes. */
export function RecordsCalendar({ type, shown }: { type: EntityType; shown: ShownNow }) {
  const { t } = useTranslation('calendar');
  const { label, language, timeZone, today } = useFormats();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState<string | null>(null);
  const sources = useMemo(() => dateSources(type), [type]);
  const source = sources.find(({ key }) => key === shown.dateField) ?? sources[0];
  const span = shown.span ?? 'month';
  const now = today();
  const day = isDay(search.day) ? search.day : now;
  const weekStart = weekStartOf(language, navigator.languages);
  const days = useMemo(
    () => (span === 'week' ? daysOfWeek(day, weekStart) : daysOfMonth(day, weekStart)),
    [span, day, weekStart],
  );
  const filter = useMemo(
    () =>
      source
        ? rangeFilter(shown.filter, source, { first: days[0] ?? day, last: days.at(-1) ?? day }, timeZone)
        : { combinator: 'and' as const, rules: [] },
    [shown.filter, source, days, day, timeZone],
  );
  const { query, show } = useDated({
    entityType: type.key,
    filter,
    q: shown.q,
    sort: source?.key ?? '$createdAt',
    ready: shown.ready,
  });
  const moveTo = useDayMove({ entityType: type.key, source: source ?? fallback, show });
  const mayCreate = may(me, 'create', type.key) && source?.writable === true;
  const movable = may(me, 'update', type.key) && source?.writable === true;
  useHotkeys([['n', () => mayCreate && setAdding(day)]]);
  const grid = useRef<HTMLDivElement>(null);
  useKeptScroll(grid, `calendar ${type.key} ${span}`, { extent: query.data ? Number.POSITIVE_INFINITY : 0 });

  const bring = useShownDay(grid, { day, today: now, span, ready: !query.isPending });
  useWalk(type.key, () => query.data?.records.map((record) => record.number) ?? []);
  const byDay = useMemo(() => {
    const found = new Map<string, RecordView[]>();
    for (const record of query.data?.records ?? []) {
      const on = source && dayOf(record, source, timeZone);
      if (on) found.set(on, [...(found.get(on) ?? []), record]);
    }
    return found;
  }, [query.data, source, timeZone]);
  const isLate = useCallback(
    (record: RecordView) => {
      const stage = findStage(type, record.funnel, record.stage);
      const open = stage === undefined ? record.closedAt === null : stage.group === 'open';
      const on = source && dayOf(record, source, timeZone);
      return open && source?.writable === true && on !== null && on !== undefined && on < now;
    },
    [type, source, timeZone, now],
  );
  const goTo = (next: string) => {
    if (next === day) bring(next);
    void navigate({
      to: '.',
      search: (before) => ({ ...before, day: next === now ? undefined : next }),
      resetScroll: false,
    });
  };
  const open = (record: RecordView) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, card: record.number }),
      mask: { to: '/p/$entityType/records/$number', params: { entityType: type.key, number: String(record.number) } },
    });
  const move = (id: string, to: string) => {
    const record = query.data?.records.find((one) => one.id === id);
    if (record) moveTo(record, to);
  };

  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('heading', { type: label(type.namePlural ?? type.name) })}</VisuallyHidden>
      <FilterBar
        type={type}
        filter={shown.filter}
        q={shown.q}
        onChange={shown.change}
        views={<ViewsMenu entityType={type.key} display="calendar" shown={shown} />}
      />
      <CalendarTools
        type={type}
        sources={sources}
        source={source?.key}
        span={span}
        day={day}
        onSource={(dateField) => shown.change({ dateField })}
        onSpan={(next) => shown.change({ span: next })}
        onDay={goTo}
        onNew={mayCreate ? () => setAdding(day) : undefined}
      />
      {query.error && (
        <Box p="md">
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        </Box>
      )}
      {query.data?.more && (
        <Alert color="yellow" mx="md" my="xs" p="xs">
          {t('tooMany', { count: query.data.records.length })}
        </Alert>
      )}
      <VisuallyHidden id="calendar-keys">{t('keys')}</VisuallyHidden>
      {query.isPending ? (
        <Box p="md">
          <RowsSkeleton rows={6} height={90} />
        </Box>
      ) : (
        <div ref={grid} className={classes.grid} data-span={span} aria-busy={query.isFetching}>
          {days.slice(0, 7).map((each) => (
            <div key={each} className={classes.weekday} aria-hidden>
              <Weekday day={each} />
            </div>
          ))}
          {days.map((each) => (
            <CalendarDay
              key={each}
              type={type}
              day={each}
              today={now}
              outside={span === 'month' && each.slice(0, 7) !== day.slice(0, 7)}
              records={byDay.get(each) ?? []}
              most={span === 'week' ? Number.POSITIVE_INFINITY : 4}
              source={source}
              movable={movable}
              isLate={isLate}
              onOpen={open}
              onMove={move}
              onAdd={mayCreate ? () => setAdding(each) : undefined}
            />
          ))}
        </div>
      )}
      {adding !== null && source?.field && (
        <NewRecord
          type={type}
          initial={{ [source.key]: onDay(new Date().toISOString(), adding, source, timeZone) }}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
}

const fallback = { key: '$createdAt', moment: true, writable: false };
