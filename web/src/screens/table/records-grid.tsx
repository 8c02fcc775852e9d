import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Checkbox } from '@mantine/core';
import type { VirtualItem } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
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
  selected: ReadonlySet<string>;
  sort: string | undefined;
  widthOf: (column: string) => number;
  named: (column: string) => string;
  onSelect: (selected: ReadonlySet<string>) => void;
  onOpen: (record: RecordView) => void;
  onSort: (column: string) => void;
  onResize: (column: string, width: number) => void;
}

const CHECK = 40;

/** Heading and rows. A real table to screen readers, laid out by hand since only the rows in view exist. */
export function RecordsGrid(props: Props) {
  const { type, columns, records, total, rows, height, selected, sort, widthOf, named } = props;
  const { onSelect, onOpen, onSort, onResize } = props;
  const { t } = useTranslation('table');
  const width = columns.reduce((sum, column) => sum + widthOf(column.key), CHECK);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <table className={classes.table} aria-rowcount={total ?? -1} style={{ width }}>
      <thead className={classes.block}>
        <tr className={classes.head} aria-rowindex={1} style={{ width }}>
          <th scope="col" className={`${classes.headCell} ${classes.check}`}>
            <Checkbox
              size="xs"
              aria-label={t('selectAll')}
              checked={selected.size > 0 && selected.size === records.length}
              indeterminate={selected.size > 0 && selected.size < records.length}
              onChange={() => onSelect(selected.size > 0 ? new Set() : new Set(records.map(({ id }) => id)))}
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
                data-selected={selected.has(record.id) || undefined}
                style={{ transform: `translateY(${row.start}px)`, width }}
              >
                <td className={`${classes.cell} ${classes.check}`}>
                  <Checkbox
                    size="xs"
                    aria-label={t('select', { title: record.title })}
                    checked={selected.has(record.id)}
                    onChange={() => toggle(record.id)}
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
