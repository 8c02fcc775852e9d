import { DateTimePicker } from '@mantine/dates';
import { useFormats } from '../i18n/locale.tsx';
import { asText, type DisplayProps, type EditorProps, type FieldView } from './view.ts';
import { instantOf, wallTimeOf } from './wall-time.ts';

function DateTimeEditor({ value, onChange, onBlur, input }: EditorProps) {
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

function DateTimeDisplay({ value }: DisplayProps) {
  const { dateTime } = useFormats();
  return <span>{dateTime(asText(value))}</span>;
}

export const dateTime: FieldView = { Editor: DateTimeEditor, Display: DateTimeDisplay };
