import { RecordName } from './record-name.tsx';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function LinkDisplay({ field, value, titles, compact }: DisplayProps) {
  const id = asText(value);
  return <RecordName entityType={field.target ?? ''} id={id} title={titles?.[id]} plain={compact} />;
}

export const link: FieldView = { Display: LinkDisplay };
