import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { useParams } from '@tanstack/react-router';
import { TextLink } from '../../ui/link.tsx';

interface Props {
  filter: ConditionGroup;
  children: string;
  /** For a reader who hears the number alone. */
  label?: string;
}

/** A number that opens the list of records behind it. */
export function Behind({ filter, children, label }: Props) {
  const { entityType } = useParams({ from: '/signed-in/p/$entityType' });
  return (
    <TextLink
      to="/p/$entityType/table"
      params={{ entityType }}
      search={{ filter }}
      inherit
      c="inherit"
      underline="hover"
      aria-label={label ? `${label}: ${children}` : undefined}
    >
      {children}
    </TextLink>
  );
}
