import type { Field, Stage } from '@etapa/shared/definition/entity-type';
import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './board.module.css';
import type { Column, Sum } from './columns.ts';

interface Props {
  stage: Stage;
  total: Pick<Column<never>, 'count' | 'sums'>;
  summed: Field[];
  late: number;
  /** Absent where no card can be added. */
  onAdd?: () => void;
}

/** The heading of a column: name, count against the limit, sums, how many are over the norm. */
export function StageHead({ stage, total, summed, late, onAdd }: Props) {
  const { t } = useTranslation('board');
  const { label, number } = useFormats();
  const name = label(stage.name);
  const full = stage.limit !== undefined && total.count >= stage.limit;
  return (
    <div className={classes.head}>
      <div className={classes.headRow}>
        <h2 className={classes.name} title={name}>
          {name}
        </h2>
        <span className={`${classes.count} ${full ? classes.over : ''}`} data-testid="count">
          {number(total.count)}
          {stage.limit !== undefined && ` / ${number(stage.limit)}`}
        </span>
        {onAdd && (
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('add', { stage: name })} onClick={onAdd}>
            <IconPlus size={16} />
          </ActionIcon>
        )}
      </div>
      <div className={classes.sums}>
        <SumsText sums={total.sums} summed={summed} />
        {late > 0 && <span className={classes.over}>{t('overNorm', { count: late })}</span>}
      </div>
    </div>
  );
}

/** What the summed fields come to, side by side. */
export function SumsText({ sums, summed }: { sums: { [field: string]: Sum }; summed: Field[] }) {
  const { money } = useFormats();
  return (
    <span data-testid="sums">
      {summed
        .map((field) => sumText(sums[field.key], (value, currency) => money(value, currency ?? field.currency)))
        .filter((text) => text !== '')
        .join(' · ')}
    </span>
  );
}

/** Currencies side by side, never added together. */
function sumText(sum: Sum | undefined, money: (value: number, currency?: string) => string): string {
  if (sum === undefined) return '';
  if (typeof sum === 'number') return money(sum);
  return Object.entries(sum)
    .map(([currency, value]) => money(value, currency))
    .join(' + ');
}
