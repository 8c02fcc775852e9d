import { DateTimePicker } from '@mantine/dates';
import { useFormats } from '../../i18n/locale.tsx';
import { asText, type EditorProps } from '../view.ts';
import { instantOf, wallTimeOf } from '../wall-time.ts';

export function DateTimeEditor({ value, onChange, onBlur, input }: EditorProps) {
  const { timeZone, dateTime } = useFormats();
  return (
    <DateTimePicker
      {...input}
      clearable
      value={wallTimeOf(asText(value), timeZone)}
      valueFormat={(wall) => dateTime(instantOf(wall, timeZone) ?? wall)}
      onChange={(next) => onChange(next ? (instantOf(next, timeZone) ?? undefined) : undefined)}
      onBlur={onBlur}
    />
  );
}
