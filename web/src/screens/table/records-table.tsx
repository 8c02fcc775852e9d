import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Box, Button, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import { useShown } from '../../conditions/use-shown.ts';
import { ViewsMenu } from '../../conditions/views-menu.tsx';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { useWalk } from '../../data/walk.ts';
import { useStageMove } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { fetched } from '../../ui/fetched.ts';
import { useKeptScroll } from '../../ui/kept-scroll.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { chosen as chosenIn, countOf, exported, NOTHING, type Selection, toggled } from './bulk/selection.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ExportMenu } from './export-menu.tsx';
import { RecordsGrid } from './records-grid.tsx';
import classes from './table.module.css';
import { TableCell } from './table-cell.tsx';
import { columnsOf, moved, nextSort, pinnedFirst, SYSTEM_COLUMNS } from './table-columns.ts';
import { useRecords } from './table-data.ts';
import { TableEmpty } from './table-empty.tsx';
import { useLooks } from './table-looks.ts';
import { useCells } from './use-cells.ts';

// What edits and what acts on many is fetched when it is first used: a table shows without it.
const NewRecord = fetched(async () => (await import('../../fields/new-record.tsx')).NewRecord);
const CellEditor = fetched(async () => (await import('./cell-editor.tsx')).CellEditor);
const StageEditor = fetched(async () => (await import('./stage-editor.tsx')).StageEditor);
const BehindChip = fetched(async () => (await import('../../conditions/behind-chip.tsx')).BehindChip);
const BulkBar = fetched(async () => (await import('./bulk/bulk-bar.tsx')).BulkBar);
const BulkJob = fetched(async () => (await import('./bulk/bulk-job.tsx')).BulkJob);

const route = getRouteApi('/signed-in/p/$entityType/table');
const ROW = 38;

/** The table itself: only the rows in view exist, further ones are read while scrolling. */
export function RecordsTable({ type }: { type: EntityType }) {
  const { t } = useTranslation('table');
  const { label, number } = useFormats();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { behind } = search;
  const shown = useShown(type.key, 'table', search, !type.funnels?.length);
  const { filter, q, sort } = shown;
  const { pages, records, total } = useRecords({ entityType: type.key, filter, q, sort, behind }, shown.ready);
  const { looks, changed, change, reset } = useLooks(type, shown.view);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [jobId, setJobId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const { move, dialog } = useStageMove(type);
  const mayCreate = may(me, 'create', type.key);
  useHotkeys([['n', () => mayCreate && setAdding(true)]]);

  const all = useMemo(() => columnsOf(type), [type]);
  const order = pinnedFirst(looks.columns, looks.pinned);
  const columns = order.flatMap((key) => all.find((column) => column.key === key) ?? []);
  const widthOf = (key: string) => looks.widths[key] ?? all.find((column) => column.key === key)?.width ?? 150;
  const named = (key: string) => {
    const system = SYSTEM_COLUMNS.find((column) => column === key);
    return system ? t(`column.${system}`) : label(all.find((column) => column.key === key)?.field?.label);
  };

  const scroll = useRef<HTMLElement>(null);
  const edited = useRef(-1);
  const virtual = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    getItemKey: (index) => records[index]?.id ?? index,
    scrollPaddingStart: ROW,
    overscan: 12,
    // What is being typed must not go away by scrolling.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return edited.current < 0 || seen.includes(edited.current) ? seen : [...seen, edited.current];
    },
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= records.length - 20) void fetchNextPage();
  }, [last, records.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useKeptScroll(scroll, `table ${type.key} ${search.view ?? ''}`, {
    extent: virtual.getTotalSize(),
    unfinished: hasNextPage,
    more: isFetchingNextPage ? null : fetchNextPage,
  });

  const open = useCallback(
    (record: RecordView) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, card: record.number }),
        mask: { to: '/p/$entityType/records/$number', params: { entityType: type.key, number: String(record.number) } },
      }),
    [navigate, type.key],
  );
  useWalk(type.key, () => records.map((record) => record.number));
  const cells = useCells({
    type,
    columns,
    records,
    onShow: (index) => virtual.scrollToIndex(index),
    onOpen: open,
    onToggle: (id) =>
      setSelection(
        toggled(
          selection,
          id,
          records.map((record) => record.id),
        ),
      ),
  });
  const { editing } = cells;
  edited.current = editing ? records.findIndex(({ id }) => id === editing.id) : -1;
  const narrowing = { filter, q, behind };
  const narrowed = Boolean(filter || q || behind);
  const count = countOf(selection, total);
  const name = label(type.namePlural ?? type.name);

  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{name}</VisuallyHidden>
      <FilterBar
        type={type}
        filter={filter}
        q={q}
        onChange={shown.change}
        views={
          <ViewsMenu
            entityType={type.key}
            display="table"
            shown={shown}
            looks={{ columns: looks.columns, widths: looks.widths, pinned: looks.pinned }}
            looksChanged={changed}
            onResetLooks={reset}
          />
        }
      >
        <ColumnsMenu
          all={all.map(({ key }) => ({ key, name: named(key) }))}
          chosen={order}
          pinned={looks.pinned}
          onChange={change}
          onReset={reset}
        />
        {may(me, 'export', type.key) && (
          <ExportMenu
            entityType={type.key}
            narrowing={exported(selection, narrowing)}
            sort={sort}
            columns={order}
            chosen={count > 0}
          />
        )}
        {mayCreate && (
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
            {t('new')}
          </Button>
        )}
      </FilterBar>
      {behind && (
        <Suspense>
          <BehindChip
            type={type}
            behind={behind}
            onRemove={() => void navigate({ to: '.', search: (before) => ({ ...before, behind: undefined }) })}
          />
        </Suspense>
      )}
      {pages.error && (
        <Box p="md">
          <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />
        </Box>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section ref={scroll} className={classes.scroll} tabIndex={0} aria-label={name}>
        {pages.isPending && (
          <Box p="md">
            <RowsSkeleton rows={14} height={26} />
          </Box>
        )}
        {pages.data && records.length === 0 && (
          <TableEmpty
            entityType={type.key}
            narrowed={narrowed}
            mayCreate={mayCreate}
            onClear={() => {
              if (behind) void navigate({ to: '.', search: (before) => ({ ...before, behind: undefined }) });
              else shown.change({ filter: undefined, q: undefined });
            }}
          />
        )}
        {records.length > 0 && (
          <RecordsGrid
            columns={columns}
            pinned={looks.pinned}
            records={records}
            total={total}
            rows={rows}
            height={virtual.getTotalSize()}
            selection={selection}
            sort={sort}
            active={cells.active}
            editing={editing}
            label={name}
            widthOf={widthOf}
            named={named}
            renderCell={(record, column) => {
              const place = { id: record.id, column: column.key };
              const shownCell = <TableCell type={type} column={column} record={record} onOpen={open} />;
              if (editing?.id !== record.id || editing.column !== column.key) return shownCell;
              return (
                <Suspense fallback={shownCell}>
                  {column.key === '$stage' ? (
                    <StageEditor type={type} record={record} move={move} onDone={() => cells.done(place, 'stay')} />
                  ) : (
                    <CellEditor
                      key={`${record.id} ${column.key}`}
                      type={type}
                      record={record}
                      column={column.key}
                      field={column.field}
                      name={named(column.key)}
                      onDone={(after) => cells.done(place, after)}
                    />
                  )}
                </Suspense>
              );
            }}
            onSelect={setSelection}
            onSort={(column, further) => shown.change({ sort: nextSort(sort, column, further) })}
            onResize={(column, next) => change({ widths: { ...looks.widths, [column]: next } })}
            onReorder={(column, to) => change({ columns: moved(order, column, to) })}
            onActive={cells.setActive}
            onEdit={cells.edit}
            onKeyDown={cells.onKeyDown}
          />
        )}
      </section>
      <Suspense>
        {count > 0 && (
          <BulkBar
            type={type}
            selection={selection}
            total={total}
            records={chosenIn(selection, narrowing)}
            onSelect={setSelection}
            onStarted={(started) => {
              setSelection(NOTHING);
              setJobId(started);
            }}
          />
        )}
        {jobId && <BulkJob key={jobId} type={type} jobId={jobId} onJob={setJobId} onClose={() => setJobId(null)} />}
      </Suspense>
      <div className={classes.foot} aria-live="polite">
        <span data-testid="total">{total === undefined ? '' : t('total', { count: total, shown: number(total) })}</span>
        <Box flex={1} />
        <Button
          component={Link}
          to={`/p/${type.key}/trash`}
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconTrash size={14} />}
        >
          {t('trash')}
        </Button>
      </div>
      {dialog}
      <Suspense>
        {(adding || (search.new === true && mayCreate)) && (
          <NewRecord
            type={type}
            onClose={() => {
              setAdding(false);
              if (search.new)
                void navigate({ to: '.', search: (before) => ({ ...before, new: undefined }), replace: true });
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
