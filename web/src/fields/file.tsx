import { FileName } from './file-name.tsx';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function FileDisplay({ value, compact }: DisplayProps) {
  return <FileName id={asText(value)} plain={compact} />;
}

export const file: FieldView = { Display: FileDisplay };
