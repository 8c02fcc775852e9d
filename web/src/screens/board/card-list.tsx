import type { RecordView } from '@etapa/shared/api/records';
import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, startTransition, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptScroll } from '../../ui/kept-scroll.ts';
import classes from './board.module.css';
import { type Column, type Slot, slotOf } from './columns.ts';

interface Props {
  column: Column<RecordView>;
  list: RefObject<HTMLDivElement | null>;
  /** Under which the place scrolled to is kept. */
  name: string;
  /** The card that must be in view, where it is in this column. */
  focused: string | null;
  renderCard: (record: RecordView) => ReactNode;
  onMore: (slot: Slot) => void;
}

/** Cards beyond those in view that are drawn ahead. */
const AHEAD = 4;

/** Cards below each other, of which only those in view exist; further ones are read while scrolling. */
export function CardList({ column, list, name, focused, renderCard, onMore }: Props) {
  const { t } = useTranslation('board');
  // What is in view is painted first, without waiting for what is not.
  const [ahead, setAhead] = useState(0);
  useEffect(() => startTransition(() => setAhead(AHEAD)), []);
  const virtual = useVirtualizer({
    count: column.items.length,
    getScrollElement: () => list.current,
    estimateSize: () => 104,
    getItemKey: (index) => column.items[index]?.id ?? index,
    overscan: ahead,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  const { nextCursor, items, stage, lane } = column;
  useEffect(() => {
    if (nextCursor !== null && last >= items.length - 8) onMore(slotOf({ stage, lane }));
  }, [last, nextCursor, items.length, onMore, stage, lane]);

  const focusedIndex = focused === null ? -1 : items.findIndex((record) => record.id === focused);
  useEffect(() => {
    // A card under a pressed pointer stays where it is, or the click would end beside it.
    if (focusedIndex < 0 || list.current?.matches(':active')) return;
    virtual.scrollToIndex(focusedIndex, { align: 'auto' });
  }, [focusedIndex, virtual, list]);
  useKeptScroll(list, name, {
    extent: virtual.getTotalSize(),
    unfinished: nextCursor !== null,
    more: nextCursor === null ? null : () => onMore(slotOf(column)),
  });

  return (
    <div ref={list} className={classes.list} data-scrolls>
      {items.length === 0 && lane === undefined && (
        <Text size="sm" c="dimmed" ta="center" py="md">
          {t('emptyColumn')}
        </Text>
      )}
      <ul className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const record = items[row.index];
          return (
            record && (
              <li
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                className={classes.row}
                style={{ transform: `translateY(${row.start}px)` }}
                aria-setsize={column.count}
                aria-posinset={row.index + 1}
              >
                {renderCard(record)}
              </li>
            )
          );
        })}
      </ul>
      {nextCursor !== null && (
        <Text size="xs" c="dimmed" ta="center" py={4}>
          {t('loadingMore')}
        </Text>
      )}
    </div>
  );
}
