import { asText, type DisplayProps, type FieldView } from './view.ts';

function TextDisplay({ value }: DisplayProps) {
  return <span>{asText(value)}</span>;
}

export const text: FieldView = { Display: TextDisplay };
