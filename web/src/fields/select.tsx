import { OptionBadge } from './option-badge.tsx';
import { optionOf } from './options.ts';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function SelectDisplay({ field, value }: DisplayProps) {
  return <OptionBadge option={optionOf(field, asText(value))} />;
}

export const select: FieldView = { Display: SelectDisplay };
