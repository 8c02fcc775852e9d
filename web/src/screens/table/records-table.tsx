import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Box, Button, Checkbox, Menu, Text, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconColumns3, IconDownload, IconPlus, IconTable, IconTrash } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import { apiUrl } from '../../data/client.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { NewRecord } from '../../fields/new-record.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { ColumnHead } from './column-head.tsx';
import classes from './table.module.css';
import { TableCell } from './table-cell.tsx';
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
  const { filter, q, sort } = search;
  const { pages, records, total } = useRecords({ entityType: type.key, filter, q, sort });
  const [taste, setTaste] = useState<TableTaste>(() => readTaste(type.key));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
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

  const scroll = useRef<HTMLDivElement>(null);
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
  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const width = columns.reduce((sum, column) => sum + widthOf(column.key), 40);
  const exportUrl = apiUrl(`/entity-types/${type.key}/export`, {
    format: 'csv',
    bom: true,
    filter,
    q,
    sort,
    columns: chosen.join(','),
  });

  return (
    <div className={classes.screen}>
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
          <Tooltip label={t('export')}>
            <ActionIcon component="a" href={exportUrl} download variant="default" size={30} aria-label={t('export')}>
              <IconDownload size={16} />
            </ActionIcon>
          </Tooltip>
        )}
        {mayCreate && (
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
            {t('new')}
          </Button>
        )}
      </FilterBar>
      {pages.error && (
        <Box p="md">
          <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />
        </Box>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div
        ref={scroll}
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={label(type.namePlural ?? type.name)}
      >
        {pages.isPending && (
          <Box p="md">
            <RowsSkeleton rows={14} height={26} />
          </Box>
        )}
        {pages.data && records.length === 0 && (
          <Empty
            icon={<IconTable />}
            title={filter || q ? t('nothingMatches') : t('emptyTitle')}
            action={
              filter || q ? (
                <Button
                  variant="default"
                  onClick={() =>
                    void navigate({ to: '.', search: (before) => ({ ...before, filter: undefined, q: undefined }) })
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
            {filter || q ? null : t('emptyText')}
          </Empty>
        )}
        {records.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: rows are laid out by hand, since only those in view exist.
          <div className={classes.table} role="table" aria-rowcount={total ?? -1} style={{ width }}>
            {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
            <div role="rowgroup">
              {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
              <div className={classes.head} role="row" aria-rowindex={1} style={{ width }}>
                <div className={`${classes.headCell} ${classes.check}`} role="columnheader">
                  <Checkbox
                    size="xs"
                    aria-label={t('selectAll')}
                    checked={selected.size > 0 && selected.size === records.length}
                    indeterminate={selected.size > 0 && selected.size < records.length}
                    onChange={() => setSelected(selected.size > 0 ? new Set() : new Set(records.map(({ id }) => id)))}
                  />
                </div>
                {columns.map((column) => (
                  <ColumnHead
                    key={column.key}
                    column={column}
                    name={named(column.key)}
                    width={widthOf(column.key)}
                    sort={sort}
                    onSort={() =>
                      void navigate({
                        to: '.',
                        search: (before) => ({ ...before, sort: nextSort(sort, column.key) }),
                        replace: true,
                      })
                    }
                    onResize={(next) => change({ ...taste, widths: { ...taste.widths, [column.key]: next } })}
                  />
                ))}
              </div>
            </div>
            {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
            <div className={classes.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
              {rows.map((row) => {
                const record = records[row.index];
                return (
                  record && (
                    // biome-ignore lint/a11y/useSemanticElements: as above.
                    <div
                      key={row.key}
                      className={classes.row}
                      role="row"
                      aria-rowindex={row.index + 2}
                      data-selected={selected.has(record.id) || undefined}
                      style={{ transform: `translateY(${row.start}px)`, width }}
                    >
                      <div className={`${classes.cell} ${classes.check}`} role="cell">
                        <Checkbox
                          size="xs"
                          aria-label={t('select', { title: record.title })}
                          checked={selected.has(record.id)}
                          onChange={() => toggle(record.id)}
                        />
                      </div>
                      {columns.map((column) => (
                        <div
                          key={column.key}
                          className={classes.cell}
                          role="cell"
                          data-numeric={column.numeric || undefined}
                          style={{ width: widthOf(column.key) }}
                        >
                          <TableCell type={type} column={column} record={record} onOpen={open} />
                        </div>
                      ))}
                    </div>
                  )
                );
              })}
            </div>
          </div>
        )}
      </div>
      <div className={classes.foot} aria-live="polite">
        <span data-testid="total">{total === undefined ? '' : t('total', { count: total, shown: number(total) })}</span>
        {selected.size > 0 && <Text size="sm">{t('selected', { count: selected.size })}</Text>}
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

interface ColumnsProps {
  all: { key: string; name: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  onReset: () => void;
}

function ColumnsMenu({ all, chosen, onChange, onReset }: ColumnsProps) {
  const { t } = useTranslation('table');
  return (
    <Menu closeOnItemClick={false} position="bottom-end" withinPortal width={240}>
      <Menu.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon variant="default" size={30} aria-label={t('columns')}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {all.map(({ key, name }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(key)}
            leftSection={<Checkbox.Indicator size="xs" checked={chosen.includes(key)} />}
            onClick={() => onChange(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key])}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onReset}>{t('resetColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
