import { Text } from '@mantine/core';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function LongTextDisplay({ value, compact }: DisplayProps) {
  if (compact) return <span>{asText(value).replace(/\s+/g, ' ')}</span>;
  return (
    <Text component="span" size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {asText(value)}
    </Text>
  );
}

export const longText: FieldView = { Display: LongTextDisplay, wide: true };
