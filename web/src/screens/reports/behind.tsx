import type { Behind as BehindFigure } from '@etapa/shared/api/behind';
import { useParams } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import { TextLink } from '../../ui/link.tsx';

/** The type that figures are of, where the address does not say: on a dashboard there are several. */
export const BehindType = createContext<string | null>(null);

interface Props {
  behind: BehindFigure;
  children: string;
  /** For a reader who hears the number alone. */
  label?: string;
  /** Told on hover. */
  title?: string;
}

/** A number that opens the list of records behind it. */
export function Behind({ behind, children, label, title }: Props) {
  const { entityType: here } = useParams({ strict: false });
  const entityType = useContext(BehindType) ?? here ?? '';
  return (
    <TextLink
      to="/p/$entityType/table"
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
