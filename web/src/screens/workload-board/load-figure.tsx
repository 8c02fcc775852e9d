import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { Anchor } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NO_VIEW } from '../../conditions/records-search.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './workload.module.css';
import type { LoadCell } from './workload-model.ts';

const AnchorLink = createLink(Anchor<'a'>);

interface Props {
  entityType: string;
  cell: LoadCell;
  /** The stage, or all of them. */
  of: string;
  all: ConditionGroup;
  late: ConditionGroup | null;
}

/** A number and, where there are any, how many of it are over the norm; both open their records. */
export function LoadFigure({ entityType, cell, of, all, late }: Props) {
  const { t } = useTranslation('calendar');
  const { number } = useFormats();
  if (cell.count === 0) return <span className={classes.none}>–</span>;
  return (
    <span className={classes.figure}>
      <AnchorLink
        to="/p/$entityType/table"
        params={{ entityType }}
        search={{ filter: all, view: NO_VIEW }}
        aria-label={t('workload.open', { count: cell.count, of })}
      >
        {number(cell.count)}
      </AnchorLink>
      {late && cell.late > 0 && (
        <AnchorLink
          className={classes.late}
          to="/p/$entityType/table"
          params={{ entityType }}
          search={{ filter: late, view: NO_VIEW }}
          aria-label={t('workload.openLate', { count: cell.late, of })}
        >
          <IconClockExclamation size={12} aria-hidden />
          {number(cell.late)}
        </AnchorLink>
      )}
    </span>
  );
}
