import { asText, type DisplayProps, type FieldView } from './view.ts';

function AutonumberDisplay({ value }: DisplayProps) {
  return <span>{asText(value)}</span>;
}

export const autonumber: FieldView = { Display: AutonumberDisplay };
