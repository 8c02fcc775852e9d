import { Anchor } from '@mantine/core';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function PhoneDisplay({ value, compact }: DisplayProps) {
  if (compact) return <span>{asText(value)}</span>;
  return <Anchor href={`tel:${asText(value)}`}>{asText(value)}</Anchor>;
}

export const phone: FieldView = { Display: PhoneDisplay };
