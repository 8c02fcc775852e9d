import { useTranslation } from 'react-i18next';
import { useLineMoney } from './line-money.ts';
import { type LineRow, rowsSums } from './line-rows.ts';
import classes from './lines.module.css';

interface Props {
  rows: readonly LineRow[];
  /** Columns before that of the totals. */
  before: number;
  /** Columns after it. */
  after?: number;
  currency: string | undefined;
  scale: number;
}

/** What the rows come to; discount and tax are told apart where there are any. */
export function LineFoot({ rows, before, after = 0, currency, scale }: Props) {
  const { t } = useTranslation('fields');
  const money = useLineMoney(currency, scale);
  const { net, discount, tax, total } = rowsSums(rows, scale);
  const parts: [name: 'net' | 'discounted' | 'taxed', amount: number][] = [];
  if (discount !== 0 || tax !== 0) parts.push(['net', net]);
  if (discount !== 0) parts.push(['discounted', -discount]);
  if (tax !== 0) parts.push(['taxed', tax]);
  return (
    <tfoot>
      {parts.map(([name, amount]) => (
        <tr key={name} className={classes.part}>
          <td colSpan={before}>{t(`lines.${name}`)}</td>
          <td className={classes.total}>{money(amount)}</td>
          {after > 0 && <td colSpan={after} />}
        </tr>
      ))}
      <tr>
        <td colSpan={before}>{t('lines.sum')}</td>
        <td className={classes.total}>{money(total)}</td>
        {after > 0 && <td colSpan={after} />}
      </tr>
    </tfoot>
  );
}
