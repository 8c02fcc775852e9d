import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPinnedFilled } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useColumnDrag } from './column-drag.ts';
import classes from './table.module.css';
import { sortOf, type TableColumn } from './table-columns.ts';

interface Props {
  column: TableColumn;
  name: string;
  width: number;
  /** Pixels from the left where it stays in sight; undefined where it scrolls with the others. */
  pinnedAt: number | undefined;
  sort: string | undefined;
  /** @param further besides the columns sorted by already */
  onSort: (further: boolean) => void;
  onResize: (width: number) => void;
  /** Another column was dropped beside this one. */
  onDrop: (dragged: string, side: 'before' | 'behind') => void;
}

const NARROWEST = 60;
const WIDEST = 800;
const KEY_STEP = 16;

/** A column's heading: pressed to sort, dragged to another place, its edge dragged (or moved by keys) to resize. */
export function ColumnHead({ column, name, width, pinnedAt, sort, onSort, onResize, onDrop }: Props) {
  const { t } = useTranslation('table');
  const { element, edge } = useColumnDrag<HTMLTableCellElement>(column.key, 'horizontal', onDrop);
  const direction = sortOf(sort, column.key);
  const fit = (next: number) => onResize(Math.round(Math.min(WIDEST, Math.max(NARROWEST, next))));
  const style: CSSProperties = pinnedAt === undefined ? { width } : { width, insetInlineStart: pinnedAt };
  return (
    <th
      ref={element}
      scope="col"
      className={classes.headCell}
      aria-sort={direction}
      data-numeric={column.numeric || undefined}
      data-pinned={pinnedAt !== undefined || undefined}
      data-edge={edge ?? undefined}
      style={style}
    >
      <UnstyledButton
        className={classes.sort}
        title={t('sortHint')}
        onClick={(event) => onSort(event.shiftKey || event.ctrlKey || event.metaKey)}
      >
        {pinnedAt !== undefined && <IconPinnedFilled size={10} aria-label={t('pinned')} />}
        <span>{name}</span>
        {direction === 'ascending' && <IconArrowUp size={12} aria-hidden />}
        {direction === 'descending' && <IconArrowDown size={12} aria-hidden />}
      </UnstyledButton>
      {/* biome-ignore lint/a11y/useSemanticElements: a line between columns that can be moved is a separator. */}
      <div
        className={classes.resize}
        role="separator"
        aria-orientation="vertical"
        aria-label={t('resize', { column: name })}
        aria-valuenow={width}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') fit(width - KEY_STEP);
          if (event.key === 'ArrowRight') fit(width + KEY_STEP);
        }}
        onPointerDown={(event) => {
          event.preventDefault();
          const handle = event.currentTarget;
          const begin = event.clientX;
          handle.setPointerCapture(event.pointerId);
          handle.onpointermove = (move) => fit(width + move.clientX - begin);
          handle.onpointerup = () => {
            handle.onpointermove = null;
          };
        }}
      />
    </th>
  );
}
