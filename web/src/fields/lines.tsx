import { currencyOf, moneyScale } from '@etapa/shared/fields/money';
import { Button, Input } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { LineEditor } from './line-editor.tsx';
import { type LineRow, lineRows, rowsTotal, storedRows, usedColumns } from './line-rows.ts';
import classes from './lines.module.css';
import type { DisplayProps, EditorProps, FieldView } from './view.ts';

interface DraftRow extends LineRow {
  id: number;
}

let nextId = 0;
const draft = (row: LineRow): DraftRow => {
  nextId += 1;
  return { ...row, id: nextId };
};

function LinesEditor({ field, value, onChange, onBlur, input, doc }: EditorProps) {
  const { t } = useTranslation('fields');
  const { money, currency: organizations } = useFormats();
  const context = { doc, currency: organizations };
  const currency = currencyOf(field, context);
  const scale = moneyScale(field, context);
  const [rows, setRows] = useState<DraftRow[]>(() => lineRows(value).map(draft));
  const put = (next: DraftRow[]) => {
    setRows(next);
    onChange(storedRows(next.map(({ id: _, ...row }) => row)));
  };
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={input.error}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      {rows.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.grid}>
            <thead>
              <tr>
                {field.target && <th scope="col">{t('lines.product')}</th>}
                <th scope="col">{t('lines.name')}</th>
                <th scope="col" className={classes.number}>
                  {t('lines.quantity')}
                </th>
                <th scope="col" className={classes.number}>
                  {t('lines.unitPrice')}
                </th>
                <th scope="col" className={classes.number}>
                  {t('lines.discount')}
                </th>
                <th scope="col" className={classes.number}>
                  {t('lines.tax')}
                </th>
                <th scope="col" className={classes.total}>
                  {t('lines.total')}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <LineEditor
                  key={row.id}
                  field={field}
                  row={row}
                  place={index + 1}
                  currency={currency}
                  scale={scale}
                  disabled={input.disabled}
                  onChange={(next) => put(rows.map((other) => (other.id === row.id ? { ...next, id: row.id } : other)))}
                  onBlur={onBlur}
                  onRemove={() => put(rows.filter((other) => other.id !== row.id))}
                />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={field.target ? 6 : 5}>{t('lines.sum')}</td>
                <td className={classes.total}>{money(rowsTotal(rows, scale), currency)}</td>
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <Button
        mt={4}
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        disabled={input.disabled}
        onClick={() => setRows([...rows, draft({ quantity: 1 })])}
      >
        {t('lines.add')}
      </Button>
    </Input.Wrapper>
  );
}

function LinesDisplay({ field, value, doc, compact }: DisplayProps) {
  const { t } = useTranslation('fields');
  const { money, number, percent, currency: organizations } = useFormats();
  const context = { doc, currency: organizations };
  const currency = currencyOf(field, context);
  const rows = lineRows(value);
  const total = money(rowsTotal(rows, moneyScale(field, context)), currency);
  if (compact) return <span>{t('lines.summary', { count: rows.length, total })}</span>;
  const used = usedColumns(rows);
  return (
    <div className={classes.scroll}>
      <table className={classes.grid} style={{ minWidth: 0 }}>
        <thead>
          <tr>
            <th scope="col">{t('lines.name')}</th>
            <th scope="col" className={classes.number}>
              {t('lines.quantity')}
            </th>
            <th scope="col" className={classes.number}>
              {t('lines.unitPrice')}
            </th>
            {used.discount && (
              <th scope="col" className={classes.number}>
                {t('lines.discount')}
              </th>
            )}
            {used.tax && (
              <th scope="col" className={classes.number}>
                {t('lines.tax')}
              </th>
            )}
            <th scope="col" className={classes.total}>
              {t('lines.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stored rows have no identity but their place.
            <tr key={index}>
              <td>{row.name}</td>
              <td className={classes.number}>{row.quantity === undefined ? '' : number(row.quantity)}</td>
              <td className={classes.number}>{row.unitPrice === undefined ? '' : money(row.unitPrice, currency)}</td>
              {used.discount && <td className={classes.number}>{percent((row.discountPercent ?? 0) / 100, 2)}</td>}
              {used.tax && <td className={classes.number}>{percent((row.taxPercent ?? 0) / 100, 2)}</td>}
              <td className={classes.total}>{row.total === undefined ? '' : money(row.total, currency)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3 + Number(used.discount) + Number(used.tax)}>{t('lines.sum')}</td>
            <td className={classes.total}>{total}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export const lines: FieldView = { Editor: LinesEditor, Display: LinesDisplay, wide: true };
