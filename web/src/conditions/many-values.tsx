import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { JsonValue } from '@etapa/shared/fields/field';
import { MultiSelect, TagsInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { RecordPicker } from '../fields/record-picker.tsx';
import { useFormats } from '../i18n/locale.tsx';
import { linkTarget, type ValueChoice } from './value-choices.ts';

interface Props {
  reference: FieldReference;
  choices: ValueChoice[] | null;
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
}

/** Several values to compare with, by the kind of the field. */
export function ManyValues({ reference, choices, value, onChange }: Props) {
  const { t } = useTranslation('conditions');
  const { date } = useFormats();
  const held = Array.isArray(value) ? value : [];
  const texts = held.map(String);
  const input = { 'aria-label': t('value'), size: 'xs' as const };
  if (choices) {
    return <MultiSelect {...input} searchable hidePickedOptions data={choices} value={texts} onChange={onChange} />;
  }
  const target = linkTarget(reference);
  if (target) return <RecordPicker entityType={target} value={texts} onChange={onChange} input={input} />;
  if (reference.family === 'date' || reference.family === 'dateTime') {
    return (
      <DatePickerInput
        {...input}
        type="multiple"
        clearable
        value={texts.filter((text) => /^\d{4}-\d\d-\d\d$/.test(text))}
        valueFormatter={({ date: days }) =>
          Array.isArray(days) ? days.map((day) => (typeof day === 'string' ? date(day) : '')).join('; ') : ''
        }
        onChange={onChange}
      />
    );
  }
  const ofNumbers = reference.family === 'number';
  return (
    <TagsInput
      {...input}
      acceptValueOnBlur
      splitChars={[';', '\n']}
      placeholder={texts.length === 0 ? t('severalHint') : undefined}
      value={texts}
      onChange={(given) => onChange(ofNumbers ? given.map(numberIn).filter((one) => one !== null) : given)}
    />
  );
}

/** A typed number, its decimals after a point or a comma; null where it is none. */
function numberIn(text: string): number | null {
  const number = Number(text.trim().replace(/\s/g, '').replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? null : number;
}
