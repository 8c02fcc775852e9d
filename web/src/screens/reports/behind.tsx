import type { Behind as BehindFigure } from '@etapa/shared/api/behind';
import { rowsOf } from '@etapa/shared/api/behind-rows';
import { useParams } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import { TextLink } from '../../ui/link.tsx';

/** The type that figures are of, where the address does not say: on a dashboard there are several. */
export const BehindType = createContext<string | null>(null);

interface Props {
  behind: BehindFigure;
  /**
   * What the number counts: records, or the visits, tasks, events that `rowsOf` tells. Told by the figure where absent;
   * of a flow, whose stages and steps are counted both ways, records.
   */
  of?: 'records' | 'rows';
  children: string;
  /** For a reader who hears the number alone. */
  label?: string;
  /** Told on hover. */
  title?: string;
}

/** A number that opens the list of what it counts. */
export function Behind({ behind, of, children, label, title }: Props) {
  const { entityType: here } = useParams({ strict: false });
  const entityType = useContext(BehindType) ?? here ?? '';
  return (
    <TextLink
      to={listOf(behind, of)}
      params={{ entityType }}
      search={{ behind }}
      inherit
      c="inherit"
      underline="hover"
      title={title}
      aria-label={label ? `${label}: ${children}` : undefined}
    >
      {children}
    </TextLink>
  );
}

/** Where the list of what a figure counts is. */
export function listOf(behind: BehindFigure, of?: 'records' | 'rows') {
  const isOfRows = rowsOf(behind) !== null && (of ?? (behind.report === 'flow' ? 'records' : 'rows')) === 'rows';
  return isOfRows ? ('/p/$entityType/reports/rows' as const) : ('/p/$entityType/table' as const);
}

/** What a measure counts: how many different records is a number of records, whatever its rows are. */
export const countedBy = ({ fn, field }: { fn: string; field?: string }): 'records' | undefined =>
  fn === 'countDistinct' && field === '$id' ? 'records' : undefined;
