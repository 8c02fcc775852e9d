import type { Field } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconDotsVertical, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DecimalInput } from './decimal-input.tsx';
import { useLineMoney } from './line-money.ts';
import type { NumberColumn } from './line-paste.ts';
import { type LineRow, rowFaults } from './line-rows.ts';
import classes from './lines.module.css';
import { RecordPicker } from './record-picker.tsx';

interface Props {
  field: Field;
  row: LineRow;
  /** From 0. */
  index: number;
  last: boolean;
  currency: string | undefined;
  scale: number;
  disabled?: boolean;
  onChange: (change: Partial<LineRow>) => void;
  onProduct: (id: string | undefined) => void;
  onBlur?: () => void;
  onMove: (by: -1 | 1) => void;
  onInsert: () => void;
  onCopy: () => void;
  onRemove: () => void;
}

const HEADS = {
  quantity: 'lines.quantity',
  unitPrice: 'lines.unitPrice',
  discountPercent: 'lines.discount',
  taxPercent: 'lines.tax',
} as const;

/** One product row; the product brings its name and price, which may then be changed. */
export function LineEditor({ field, row, index, last, currency, scale, disabled, onChange, onBlur, ...act }: Props) {
  const { t } = useTranslation('fields');
  const money = useLineMoney(currency, scale);
  const place = index + 1;
  const faults: readonly string[] = rowFaults(row);

  const cell = (column: NumberColumn) => (
    <td data-column={column} data-head={t(HEADS[column])}>
      <DecimalInput
        field={{ key: column, label: column, kind: 'number' }}
        value={row[column]}
        onChange={(value) =>
          onChange({
            [column]: typeof value === 'number' ? value : undefined,
            ...(column === 'quantity' ? { quantityFormula: undefined } : {}),
          })
        }
        onBlur={onBlur}
        doc={{}}
        input={{
          'aria-label': t(`lines.cell.${column}`, { row: place }),
          disabled,
          size: 'xs',
          error: faults.includes(column) || undefined,
        }}
        more={{ styles: { input: { textAlign: 'end' } }, withKeyboardEvents: false }}
      />
    </td>
  );

  return (
    <tr data-row={index}>
      {field.target && (
        <td data-column="product" data-head={t('lines.product')} className={classes.words}>
          <RecordPicker
            single
            calm
            entityType={field.target}
            value={row.product ? [row.product] : []}
            onChange={(ids) => act.onProduct(ids[0])}
            onBlur={onBlur}
            input={{ 'aria-label': t('lines.cell.product', { row: place }), disabled, size: 'xs' }}
          />
        </td>
      )}
      <td data-column="name" data-head={t('lines.name')} className={classes.words}>
        <TextInput
          size="xs"
          aria-label={t('lines.cell.name', { row: place })}
          value={row.name ?? ''}
          disabled={disabled}
          error={faults.includes('name') || undefined}
          onChange={(event) => onChange({ name: event.currentTarget.value || undefined })}
          onBlur={onBlur}
        />
      </td>
      {cell('quantity')}
      {cell('unitPrice')}
      {cell('discountPercent')}
      {cell('taxPercent')}
      <td className={classes.total} data-head={t('lines.total')}>
        {row.total === undefined ? '' : money(row.total)}
      </td>
      <td className={classes.tools} data-column="tools">
        <Menu position="bottom-end" withinPortal disabled={disabled}>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              tabIndex={-1}
              disabled={disabled}
              aria-label={t('lines.more', { row: place })}
            >
              <IconDotsVertical size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={act.onInsert}>{t('lines.insert')}</Menu.Item>
            <Menu.Item onClick={act.onCopy}>{t('lines.copy')}</Menu.Item>
            <Menu.Item disabled={index === 0} rightSection="Alt ↑" onClick={() => act.onMove(-1)}>
              {t('lines.up')}
            </Menu.Item>
            <Menu.Item disabled={last} rightSection="Alt ↓" onClick={() => act.onMove(1)}>
              {t('lines.down')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          tabIndex={-1}
          disabled={disabled}
          aria-label={t('lines.remove', { row: place })}
          onClick={act.onRemove}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </td>
    </tr>
  );
}
