import { currencyOf, moneyScale } from '@etapa/shared/fields/currency';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { LineFoot } from './line-foot.tsx';
import { useLineMoney } from './line-money.ts';
import { lineRows, rowsTotal, usedColumns } from './line-rows.ts';
import classes from './lines.module.css';
import type { DisplayProps, FieldView } from './view.ts';

function LinesDisplay({ field, value, doc, compact }: DisplayProps) {
  const { t } = useTranslation('fields');
  const { number, percent, currency: organizations } = useFormats();
  const context = { doc, currency: organizations };
  const currency = currencyOf(field, context);
  const scale = moneyScale(field, context);
  const money = useLineMoney(currency, scale);
  const rows = lineRows(value);
  if (compact) {
    const total = money(rowsTotal(rows, scale));
    return <span>{t('lines.summary', { count: rows.length, total })}</span>;
  }
  const used = usedColumns(rows);
  return (
    <div className={classes.scroll}>
      <table className={classes.grid}>
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
              <td className={classes.words}>{row.name}</td>
              <td className={classes.number}>{row.quantity === undefined ? '' : number(row.quantity)}</td>
              <td className={classes.number}>{row.unitPrice === undefined ? '' : money(row.unitPrice)}</td>
              {used.discount && <td className={classes.number}>{percent((row.discountPercent ?? 0) / 100, 2)}</td>}
              {used.tax && <td className={classes.number}>{percent((row.taxPercent ?? 0) / 100, 2)}</td>}
              <td className={classes.total}>{row.total === undefined ? '' : money(row.total)}</td>
            </tr>
          ))}
        </tbody>
        <LineFoot rows={rows} before={3 + Number(used.discount) + Number(used.tax)} currency={currency} scale={scale} />
      </table>
    </div>
  );
}

export const lines: FieldView = { Display: LinesDisplay, wide: true };
