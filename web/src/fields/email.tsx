import { Anchor } from '@mantine/core';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function EmailDisplay({ value, compact }: DisplayProps) {
  if (compact) return <span>{asText(value)}</span>;
  return <Anchor href={`mailto:${asText(value)}`}>{asText(value)}</Anchor>;
}

export const email: FieldView = { Display: EmailDisplay };
