import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Box, Button, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlus, IconTable, IconTrash } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BehindChip } from '../../conditions/behind-chip.tsx';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { NewRecord } from '../../fields/new-record.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { BulkJob } from './bulk/bulk-job.tsx';
import { chosen as chosenIn, countOf, exported, NOTHING, type Selection } from './bulk/selection.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ExportMenu } from './export-menu.tsx';
import { RecordsGrid } from './records-grid.tsx';
import classes from './table.module.css';
import {
  columnsOf,
  firstColumns,
  keepTaste,
  nextSort,
  readTaste,
  SYSTEM_COLUMNS,
  type TableTaste,
} from './table-columns.ts';
import { useRecords } from './table-data.ts';

const route = getRouteApi('/signed-in/p/$entityType/table');
const ROW = 38;

/** The table itself: only the rows in view exist, further ones are read while scrolling. */
export function RecordsTable({ type }: { type: EntityType }) {
  const { t } = useTranslation('table');
  const { label, number } = useFormats();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { filter, q, sort, behind } = search;
  const { pages, records, total } = useRecords({ entityType: type.key, filter, q, sort, behind });
  const [taste, setTaste] = useState<TableTaste>(() => readTaste(type.key));
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [jobId, setJobId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const mayCreate = may(me, 'create', type.key);
  useHotkeys([['n', () => mayCreate && setAdding(true)]]);

  const all = useMemo(() => columnsOf(type), [type]);
  const chosen = taste.columns ?? firstColumns(type);
  const columns = chosen.flatMap((key) => all.find((column) => column.key === key) ?? []);
  const widthOf = (key: string) => taste.widths?.[key] ?? all.find((column) => column.key === key)?.width ?? 150;
  const change = (next: TableTaste) => {
    setTaste(next);
    keepTaste(type.key, next);
  };
  const named = (key: string) => {
    const system = SYSTEM_COLUMNS.find((column) => column === key);
    return system ? t(`column.${system}`) : label(all.find((column) => column.key === key)?.field?.label);
  };

  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    getItemKey: (index) => records[index]?.id ?? index,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= records.length - 20) void fetchNextPage();
  }, [last, records.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const open = useCallback(
    (record: RecordView) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, card: record.number }),
        mask: { to: '/p/$entityType/records/$number', params: { entityType: type.key, number: String(record.number) } },
      }),
    [navigate, type.key],
  );
  const narrowing = { filter, q, behind };
  const count = countOf(selection, total);

  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{label(type.namePlural ?? type.name)}</VisuallyHidden>
      <FilterBar
        type={type}
        filter={filter}
        q={q}
        onChange={(next) => void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })}
      >
        <ColumnsMenu
          all={all.map(({ key }) => ({ key, name: named(key) }))}
          chosen={chosen}
          onChange={(next) => change({ ...taste, columns: next })}
          onReset={() => change({})}
        />
        {may(me, 'export', type.key) && (
          <ExportMenu
            entityType={type.key}
            narrowing={exported(selection, narrowing)}
            sort={sort}
            columns={chosen}
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
        <BehindChip
          type={type}
          behind={behind}
          onRemove={() => void navigate({ to: '.', search: (before) => ({ ...before, behind: undefined }) })}
        />
      )}
      {pages.error && (
        <Box p="md">
          <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />
        </Box>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section ref={scroll} className={classes.scroll} tabIndex={0} aria-label={label(type.namePlural ?? type.name)}>
        {pages.isPending && (
          <Box p="md">
            <RowsSkeleton rows={14} height={26} />
          </Box>
        )}
        {pages.data && records.length === 0 && (
          <Empty
            icon={<IconTable />}
            title={filter || q || behind ? t('nothingMatches') : t('emptyTitle')}
            action={
              filter || q || behind ? (
                <Button
                  variant="default"
                  onClick={() =>
                    void navigate({
                      to: '.',
                      search: (before) => ({ ...before, filter: undefined, q: undefined, behind: undefined }),
                    })
                  }
                >
                  {t('clearFilter')}
                </Button>
              ) : (
                mayCreate && (
                  <Button variant="default" component={Link} to={`/p/${type.key}/import`}>
                    {t('import')}
                  </Button>
                )
              )
            }
          >
            {filter || q || behind ? null : t('emptyText')}
          </Empty>
        )}
        {records.length > 0 && (
          <RecordsGrid
            type={type}
            columns={columns}
            records={records}
            total={total}
            rows={rows}
            height={virtual.getTotalSize()}
            selection={selection}
            sort={sort}
            widthOf={widthOf}
            named={named}
            onSelect={setSelection}
            onOpen={open}
            onSort={(column) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, sort: nextSort(sort, column) }),
                replace: true,
              })
            }
            onResize={(column, next) => change({ ...taste, widths: { ...taste.widths, [column]: next } })}
          />
        )}
      </section>
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
    </div>
  );
}
