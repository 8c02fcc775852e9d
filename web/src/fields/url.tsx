import { Anchor } from '@mantine/core';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function UrlDisplay({ value, compact }: DisplayProps) {
  // Only web addresses are opened: a stored `javascript:` would run as this reader.
  if (compact || !/^https?:\/\//i.test(asText(value))) return <span>{asText(value)}</span>;
  return (
    <Anchor href={asText(value)} target="_blank" rel="noreferrer noopener">
      {asText(value)}
    </Anchor>
  );
}

export const url: FieldView = { Display: UrlDisplay };
