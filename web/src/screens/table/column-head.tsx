import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './table.module.css';
import { sortOf, type TableColumn } from './table-columns.ts';

interface Props {
  column: TableColumn;
  name: string;
  width: number;
  sort: string | undefined;
  onSort: () => void;
  onResize: (width: number) => void;
}

const NARROWEST = 60;
const WIDEST = 800;
const KEY_STEP = 16;

/** A column's heading: pressed to sort, its edge dragged (or moved by arrow keys) to resize. */
export function ColumnHead({ column, name, width, sort, onSort, onResize }: Props) {
  const { t } = useTranslation('table');
  const direction = sortOf(sort, column.key);
  const fit = (next: number) => onResize(Math.round(Math.min(WIDEST, Math.max(NARROWEST, next))));
  return (
    <th
      scope="col"
      className={classes.headCell}
      aria-sort={direction}
      data-numeric={column.numeric || undefined}
      style={{ width }}
    >
      {column.sortable ? (
        <UnstyledButton className={classes.sort} onClick={onSort}>
          <span>{name}</span>
          {direction === 'ascending' && <IconArrowUp size={12} aria-hidden />}
          {direction === 'descending' && <IconArrowDown size={12} aria-hidden />}
        </UnstyledButton>
      ) : (
        <div className={classes.sort}>
          <span>{name}</span>
        </div>
      )}
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
