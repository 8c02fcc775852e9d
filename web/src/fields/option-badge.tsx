import type { Option } from '@etapa/shared/fields/field';
import { Badge } from '@mantine/core';
import { useFormats } from '../i18n/locale.tsx';

/** An option as people see it: a tinted tag when it has a colour, plain words when not. */
export function OptionBadge({ option }: { option: Option }) {
  const { label } = useFormats();
  if (!option.color) return <span>{label(option.label)}</span>;
  return (
    <Badge variant="light" color={option.color} c="var(--mantine-color-text)" size="sm" tt="none" fw={500} radius="sm">
      {label(option.label)}
    </Badge>
  );
}
