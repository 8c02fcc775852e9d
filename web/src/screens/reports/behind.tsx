import type { Behind as BehindFigure } from '@etapa/shared/api/behind';
import { useParams } from '@tanstack/react-router';
import { TextLink } from '../../ui/link.tsx';

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
  const { entityType } = useParams({ from: '/signed-in/p/$entityType' });
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
