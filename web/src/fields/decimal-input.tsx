import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useFormats } from '../i18n/locale.tsx';
import { asNumber, type EditorProps } from './view.ts';

/** The marks this reader writes numbers with, such as `,` and a thin space. */
function separatorsOf(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const find = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: find('decimal') || '.', group: find('group') };
}

/** The mark between whole and parts in this reader's numbers. */
export const decimalMark = (locale: string): '.' | ',' => (separatorsOf(locale).decimal === ',' ? ',' : '.');

interface Props extends EditorProps {
  more?: NumberInputProps;
}

/** A number in the reader's notation. What is typed is never cut: decimals too many are for the check to refuse. */
export function DecimalInput({ field, value, onChange, onBlur, input, more }: Props) {
  const { language } = useFormats();
  const marks = useMemo(() => separatorsOf(language), [language]);
  const held = asNumber(value);
  // What is typed may not be a number yet (`12.`, `-`): it stays as it is until it is one.
  const [typed, setTyped] = useState<number | string>(held ?? '');
  useEffect(() => setTyped((before) => (numberIn(before) === held ? before : (held ?? ''))), [held]);
  return (
    <NumberInput
      {...input}
      {...more}
      hideControls
      value={typed}
      decimalSeparator={marks.decimal}
      thousandSeparator={marks.group}
      allowedDecimalSeparators={['.', ','].filter((mark) => mark !== marks.group)}
      min={typeof field.min === 'number' ? field.min : undefined}
      max={typeof field.max === 'number' ? field.max : undefined}
      clampBehavior="none"
      onChange={(next) => {
        setTyped(next);
        onChange(numberIn(next));
      }}
      onBlur={onBlur}
    />
  );
}

/** The number a text being typed stands for so far; undefined while it stands for none. */
function numberIn(typed: number | string): number | undefined {
  if (typeof typed === 'number') return typed;
  const number = typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isFinite(number) ? number : undefined;
}
