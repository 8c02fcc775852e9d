import { currencyOf, moneyScale } from '@etapa/shared/fields/currency';
import { Button, Group, Input, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { decimalMark } from './decimal-input.tsx';
import { cellAt, focusCell, gridStep } from './grid-keys.ts';
import { LineEditor } from './line-editor.tsx';
import { LineFoot } from './line-foot.tsx';
import { cellsOf, isTable, LINE_COLUMNS, type LineColumn, pastedRows } from './line-paste.ts';
import { useProducts } from './line-product.ts';
import { isFilled, type LineRow, lineRows, storedRows, withTotal } from './line-rows.ts';
import classes from './lines.module.css';
import type { EditorProps } from './view.ts';

interface DraftRow extends LineRow {
  id: number;
}

let nextId = 0;
const draft = (row: LineRow): DraftRow => {
  nextId += 1;
  return { ...row, id: nextId };
};

/** Product rows like a small spreadsheet: arrows, Enter, pasting of whole tables, totals as they are typed. */
export function LineGrid({ field, value, onChange, onBlur, input, doc }: EditorProps) {
  const { t } = useTranslation('fields');
  const { language, currency: organizations } = useFormats();
  const context = { doc, currency: organizations };
  const currency = currencyOf(field, context);
  const scale = moneyScale(field, context);
  const products = useProducts(field, currency);
  const [rows, setRows] = useState<DraftRow[]>(() => {
    const stored = lineRows(value).map(draft);
    return stored.length > 0 || input.disabled ? stored : [draft({ quantity: 1 })];
  });
  /** What answers that come later are put into: the rows as they are then. */
  const latest = useRef(rows);
  const [said, setSaid] = useState('');
  const [wanted, setWanted] = useState<{ row: number; column: string } | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const columns = LINE_COLUMNS.filter((column) => column !== 'product' || products);

  useEffect(() => {
    if (wanted && focusCell(grid.current, wanted.row, wanted.column)) setWanted(null);
  }, [wanted]);

  const put = (next: DraftRow[]) => {
    latest.current = next;
    setRows(next);
    onChange(storedRows(next.map(({ id: _, ...row }) => row)));
  };
  const change = (id: number, what: Partial<LineRow>) =>
    put(latest.current.map((row) => (row.id === id ? { ...withTotal({ ...row, ...what }, scale), id } : row)));
  const insert = (at: number, column: string = columns[0] ?? 'name', like: LineRow = { quantity: 1 }) => {
    put(latest.current.toSpliced(at, 0, draft(like)));
    setWanted({ row: at, column });
  };
  const remove = (at: number, column?: string) => {
    put(latest.current.toSpliced(at, 1));
    if (column) setWanted({ row: Math.min(at, latest.current.length - 1), column });
  };
  const move = (at: number, by: -1 | 1, column?: string) => {
    const [row, other] = [latest.current[at], latest.current[at + by]];
    if (!row || !other) return;
    put(latest.current.with(at, other).with(at + by, row));
    setSaid(t('lines.moved', { row: at + by + 1 }));
    if (column) setWanted({ row: at + by, column });
  };

  const choose = async (id: number, product: string | undefined) => {
    change(id, { product });
    if (!product || !products) return;
    const brought = await products.bring(product);
    const row = latest.current.find((one) => one.id === id);
    if (row?.product === product) change(id, { ...brought, unitPrice: brought.unitPrice ?? row.unitPrice });
  };
  /** Rows pasted by the name of a product: each becomes that product, at its price unless one was pasted. */
  const recognise = async (ids: { id: number; given: Partial<LineRow> }[]) => {
    for (const { id, given } of ids) {
      const product = given.name ? await products?.named(given.name) : undefined;
      if (product && products) change(id, { ...(await products.bring(product)), ...priceOf(given) });
    }
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    const at = cellAt(event.target);
    const column = columns.find((one) => one === at?.column);
    if (!at || !column || !isTable(text)) return;
    event.preventDefault();
    const { rows: given, unread } = pastedRows(cellsOf(text), column, columns, decimalMark(language));
    const kept = latest.current;
    const next = given.map((pasted, index) => {
      const before = kept[at.row + index] ?? draft({ quantity: 1 });
      return { ...withTotal({ ...before, ...pasted }, scale), id: before.id };
    });
    put(kept.toSpliced(at.row, next.length, ...next));
    setSaid(
      unread.length > 0
        ? t('lines.unread', { count: unread.length, texts: unread.slice(0, 5).join(', ') })
        : t('lines.pasted', { count: next.length }),
    );
    setWanted({ row: at.row + next.length - 1, column });
    if (column === 'product') {
      void recognise(next.flatMap(({ id }, index) => (given[index] ? [{ id, given: given[index] }] : [])));
    }
  };

  const keyDown = (event: KeyboardEvent) => {
    const at = cellAt(event.target);
    if (!at || input.disabled) return;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      done();
      return move(at.row, event.key === 'ArrowUp' ? -1 : 1, at.column);
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 'Delete') {
      done();
      return remove(at.row, at.column);
    }
    const isLast = at.row === rows.length - 1;
    const row = rows[at.row];
    if (event.key === 'Tab' && !event.shiftKey && isLast && at.column === columns.at(-1) && row && isFilled(row)) {
      done();
      return insert(rows.length);
    }
    const step = gridStep(event);
    if (!step) return;
    done();
    const order: string[] = [...columns, 'tools'];
    const column = order[order.indexOf(at.column) + step.column] ?? at.column;
    if (event.key === 'Enter' && step.row === 1 && isLast) {
      if (row && isFilled(row)) insert(rows.length, column);
      return;
    }
    focusCell(grid.current, at.row + step.row, column);
  };

  const heads: Record<LineColumn, string> = {
    product: t('lines.product'),
    name: t('lines.name'),
    quantity: t('lines.quantity'),
    unitPrice: t('lines.unitPrice'),
    discountPercent: t('lines.discount'),
    taxPercent: t('lines.tax'),
  };
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={input.error}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <div className={classes.scroll}>
        <table
          ref={grid}
          className={classes.grid}
          data-editing
          aria-label={t('lines.grid')}
          onKeyDownCapture={keyDown}
          onPaste={paste}
        >
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  data-of={column}
                  title={heads[column]}
                  className={column === 'product' || column === 'name' ? undefined : classes.number}
                >
                  {heads[column]}
                </th>
              ))}
              <th scope="col" className={classes.total}>
                {t('lines.total')}
              </th>
              <th scope="col" aria-label={t('lines.tools')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <LineEditor
                key={row.id}
                field={field}
                row={row}
                index={index}
                last={index === rows.length - 1}
                currency={currency}
                scale={scale}
                disabled={input.disabled}
                onChange={(what) => change(row.id, what)}
                onProduct={(id) => void choose(row.id, id)}
                onBlur={onBlur}
                onMove={(by) => move(index, by, columns[0])}
                onInsert={() => insert(index + 1)}
                onCopy={() => {
                  const { id: _, ...copy } = row;
                  insert(index + 1, columns[0], copy);
                }}
                onRemove={() => remove(index)}
              />
            ))}
          </tbody>
          <LineFoot rows={rows} before={columns.length} after={1} currency={currency} scale={scale} />
        </table>
      </div>
      <Group justify="space-between" mt={4} gap="xs">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          disabled={input.disabled}
          onClick={() => insert(rows.length)}
        >
          {t('lines.add')}
        </Button>
        <Text size="xs" c="dimmed" aria-live="polite">
          {said || t('lines.hint')}
        </Text>
      </Group>
    </Input.Wrapper>
  );
}

const priceOf = ({ unitPrice }: Partial<LineRow>): Partial<LineRow> => (unitPrice === undefined ? {} : { unitPrice });
