import { DateInput } from '@mantine/dates';
import { useFormats } from '../../i18n/locale.tsx';
import { parseTypedDate } from '../typed-date.ts';
import { asText, type EditorProps, orEmpty } from '../view.ts';

export function DateEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  const { language, date, today } = useFormats();
  return (
    <DateInput
      {...input}
      clearable
      value={asText(value) || null}
      valueFormat={date}
      dateParser={(typed) => parseTypedDate(typed, language, today())}
      minDate={typeof field.min === 'string' ? field.min : undefined}
      maxDate={typeof field.max === 'string' ? field.max : undefined}
      popoverProps={{ withinPortal: true }}
      onChange={(next) => onChange(orEmpty(next ?? ''))}
      onBlur={onBlur}
    />
  );
}
