import type { RecordView } from '@etapa/shared/api/records';
import { Checkbox } from '@mantine/core';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isSelected, NOTHING, type Selection, toggled } from './bulk/selection.ts';
import type { CellPlace } from './cell-place.ts';
import { ColumnHead } from './column-head.tsx';
import classes from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface Props {
  columns: TableColumn[];
  pinned: readonly string[];
  records: RecordView[];
  /** Undefined while it is counted. */
  total: number | undefined;
  /** The rows in view, placed by the virtualizer in a body this high. */
  rows: VirtualItem[];
  height: number;
  selection: Selection;
  sort: string | undefined;
  /** The cell that Tab reaches. */
  active: CellPlace | null;
  editing: CellPlace | null;
  label: string;
  widthOf: (column: string) => number;
  named: (column: string) => string;
  renderCell: (record: RecordView, column: TableColumn) => ReactNode;
  onSelect: (selection: Selection) => void;
  onSort: (column: string, further: boolean) => void;
  onResize: (column: string, width: number) => void;
  onReorder: (column: string, to: { key: string; side: 'before' | 'behind' }) => void;
  onActive: (place: CellPlace) => void;
  onEdit: (place: CellPlace) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const CHECK = 40;

/** Heading and rows. A real grid to screen readers, laid out by hand since only the rows in view exist. */
export function RecordsGrid(props: Props) {
  const { columns, pinned, records, total, rows, height, selection, sort, active, editing, widthOf, named } = props;
  const { renderCell, onSelect, onSort, onResize, onReorder, onActive, onEdit } = props;
  const { t } = useTranslation('table');
  const width = columns.reduce((sum, column) => sum + widthOf(column.key), CHECK);
  const loaded = records.map(({ id }) => id);
  const count = selection.everything ? records.length : selection.ids.size;
  const starts = new Map<string, number>();
  let at = CHECK;
  for (const { key } of columns.filter((column) => pinned.includes(column.key))) {
    starts.set(key, at);
    at += widthOf(key);
  }
  const isAt = (place: CellPlace | null, id: string, column: string) => place?.id === id && place.column === column;
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells take the focus is a grid.
      role="grid"
      className={classes.table}
      aria-label={props.label}
      aria-rowcount={total === undefined ? -1 : total + 1}
      aria-multiselectable
      style={{ width }}
      onKeyDown={props.onKeyDown}
    >
      <thead className={classes.block}>
        <tr className={classes.head} aria-rowindex={1} style={{ width }}>
          <th scope="col" className={`${classes.headCell} ${classes.check}`} data-pinned>
            <Checkbox
              size="xs"
              aria-label={t('selectAll')}
              checked={count > 0 && count >= records.length}
              indeterminate={count > 0 && count < records.length}
              onChange={() => onSelect(count > 0 ? NOTHING : { everything: false, ids: new Set(loaded) })}
            />
          </th>
          {columns.map((column) => (
            <ColumnHead
              key={column.key}
              column={column}
              name={named(column.key)}
              width={widthOf(column.key)}
              pinnedAt={starts.get(column.key)}
              sort={sort}
              onSort={(further) => onSort(column.key, further)}
              onResize={(next) => onResize(column.key, next)}
              onDrop={(dragged, side) => onReorder(dragged, { key: column.key, side })}
            />
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} style={{ height }}>
        {rows.map((row) => {
          const record = records[row.index];
          if (!record) return null;
          const selected = isSelected(selection, record.id);
          return (
            <tr
              key={row.key}
              className={classes.row}
              aria-rowindex={row.index + 2}
              aria-selected={selected}
              data-selected={selected || undefined}
              data-editing={editing?.id === record.id || undefined}
              style={{ transform: `translateY(${row.start}px)`, width }}
            >
              <td className={`${classes.cell} ${classes.check}`} data-pinned>
                <Checkbox
                  size="xs"
                  aria-label={t('select', { title: record.title })}
                  checked={selected}
                  onChange={() => onSelect(toggled(selection, record.id, loaded))}
                />
              </td>
              {columns.map((column) => {
                const start = starts.get(column.key);
                const style: CSSProperties = { width: widthOf(column.key), insetInlineStart: start };
                const place = { id: record.id, column: column.key };
                return (
                  <td
                    key={column.key}
                    className={classes.cell}
                    data-cell={`${record.id} ${column.key}`}
                    data-numeric={column.numeric || undefined}
                    data-pinned={start !== undefined || undefined}
                    data-editing={isAt(editing, record.id, column.key) || undefined}
                    tabIndex={isAt(active, record.id, column.key) ? 0 : -1}
                    style={style}
                    onFocus={() => onActive(place)}
                    onDoubleClick={() => onEdit(place)}
                  >
                    {renderCell(record, column)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
