import type { RecordView } from '@etapa/shared/api/records';
import type { Field } from '@etapa/shared/definition/entity-type';
import { priceOf } from '@etapa/shared/fields/product-price';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../data/client.ts';
import { useEntityType } from '../data/entity-types.ts';
import { recordPath } from '../data/record.ts';
import { useFormats } from '../i18n/locale.tsx';
import { DecimalInput } from './decimal-input.tsx';
import { type LineRow, withTotal } from './line-rows.ts';
import classes from './lines.module.css';
import { RecordPicker } from './record-picker.tsx';

interface Props {
  field: Field;
  row: LineRow;
  /** Place in the grid, from 1, for names of the cells. */
  place: number;
  currency: string | undefined;
  scale: number;
  disabled?: boolean;
  onChange: (row: LineRow) => void;
  onBlur?: () => void;
  onRemove: () => void;
}

type NumberColumn = 'quantity' | 'unitPrice' | 'discountPercent' | 'taxPercent';

/** One product row; the product brings its name and price, which may then be changed. */
export function LineEditor({ field, row, place, currency, scale, disabled, onChange, onBlur, onRemove }: Props) {
  const { t } = useTranslation('fields');
  const { money } = useFormats();
  const product = useEntityType(field.target ?? '');
  const put = (change: Partial<LineRow>) => onChange(withTotal({ ...row, ...change }, scale));

  const take = async (id: string | undefined) => {
    if (!id || !field.target) return put({ product: undefined });
    put({ product: id });
    try {
      const record = await api.get<RecordView>(recordPath(field.target, id));
      const unitPrice = priceOf(product?.fields ?? [], record.doc, { currency }) ?? row.unitPrice;
      put({ product: id, name: record.title, unitPrice, quantity: row.quantity ?? 1 });
    } catch {
      // The product stays chosen; its price is typed by hand.
    }
  };

  const cell = (column: NumberColumn, width: number) => (
    <td style={{ minWidth: width }}>
      <DecimalInput
        field={{ key: column, label: column, kind: 'number' }}
        value={row[column]}
        onChange={(value) =>
          put({
            [column]: typeof value === 'number' ? value : undefined,
            ...(column === 'quantity' ? { quantityFormula: undefined } : {}),
          })
        }
        onBlur={onBlur}
        doc={{}}
        input={{ 'aria-label': t(`lines.cell.${column}`, { row: place }), disabled, size: 'xs' }}
        more={{ styles: { input: { textAlign: 'end' } } }}
      />
    </td>
  );

  return (
    <tr>
      {field.target && (
        <td style={{ minWidth: 140 }}>
          <RecordPicker
            single
            entityType={field.target}
            value={row.product ? [row.product] : []}
            onChange={(ids) => void take(ids[0])}
            onBlur={onBlur}
            input={{ 'aria-label': t('lines.cell.product', { row: place }), disabled, size: 'xs' }}
          />
        </td>
      )}
      <td style={{ minWidth: 120 }}>
        <TextInput
          size="xs"
          aria-label={t('lines.cell.name', { row: place })}
          value={row.name ?? ''}
          disabled={disabled}
          onChange={(event) => put({ name: event.currentTarget.value || undefined })}
          onBlur={onBlur}
        />
      </td>
      {cell('quantity', 64)}
      {cell('unitPrice', 96)}
      {cell('discountPercent', 60)}
      {cell('taxPercent', 60)}
      <td className={classes.total}>{row.total === undefined ? '' : money(row.total, currency)}</td>
      <td>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          disabled={disabled}
          aria-label={t('lines.remove', { row: place })}
          onClick={onRemove}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </td>
    </tr>
  );
}
