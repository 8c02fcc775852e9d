import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Checkbox } from '@mantine/core';
import type { VirtualItem } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { isSelected, NOTHING, type Selection, toggled } from './bulk/selection.ts';
import { ColumnHead } from './column-head.tsx';
import classes from './table.module.css';
import { TableCell } from './table-cell.tsx';
import type { TableColumn } from './table-columns.ts';

interface Props {
  type: EntityType;
  columns: TableColumn[];
  records: RecordView[];
  /** Undefined while it is counted. */
  total: number | undefined;
  /** The rows in view, placed by the virtualizer in a body this high. */
  rows: VirtualItem[];
  height: number;
  selection: Selection;
  sort: string | undefined;
  widthOf: (column: string) => number;
  named: (column: string) => string;
  onSelect: (selection: Selection) => void;
  onOpen: (record: RecordView) => void;
  onSort: (column: string) => void;
  onResize: (column: string, width: number) => void;
}

const CHECK = 40;

/** Heading and rows. A real table to screen readers, laid out by hand since only the rows in view exist. */
export function RecordsGrid(props: Props) {
  const { type, columns, records, total, rows, height, selection, sort, widthOf, named } = props;
  const { onSelect, onOpen, onSort, onResize } = props;
  const { t } = useTranslation('table');
  const width = columns.reduce((sum, column) => sum + widthOf(column.key), CHECK);
  const loaded = records.map(({ id }) => id);
  const count = selection.everything ? records.length : selection.ids.size;
  return (
    <table className={classes.table} aria-rowcount={total ?? -1} style={{ width }}>
      <thead className={classes.block}>
        <tr className={classes.head} aria-rowindex={1} style={{ width }}>
          <th scope="col" className={`${classes.headCell} ${classes.check}`}>
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
              sort={sort}
              onSort={() => onSort(column.key)}
              onResize={(next) => onResize(column.key, next)}
            />
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} style={{ height }}>
        {rows.map((row) => {
          const record = records[row.index];
          return (
            record && (
              <tr
                key={row.key}
                className={classes.row}
                aria-rowindex={row.index + 2}
                data-selected={isSelected(selection, record.id) || undefined}
                style={{ transform: `translateY(${row.start}px)`, width }}
              >
                <td className={`${classes.cell} ${classes.check}`}>
                  <Checkbox
                    size="xs"
                    aria-label={t('select', { title: record.title })}
                    checked={isSelected(selection, record.id)}
                    onChange={() => onSelect(toggled(selection, record.id, loaded))}
                  />
                </td>
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={classes.cell}
                    data-numeric={column.numeric || undefined}
                    style={{ width: widthOf(column.key) }}
                  >
                    <TableCell type={type} column={column} record={record} onOpen={onOpen} />
                  </td>
                ))}
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}
