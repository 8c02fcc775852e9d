import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useMemo } from 'react';
import { useFormats } from '../i18n/locale.tsx';
import { asNumber, type EditorProps } from './view.ts';

/** The marks this reader writes numbers with, such as `,` and a thin space. */
export function separatorsOf(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const find = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: find('decimal') || '.', group: find('group') };
}

interface Props extends EditorProps {
  /** Decimals that may be typed; undefined for any. */
  scale?: number;
  more?: NumberInputProps;
}

/** A number in the reader's notation. Typing is never rounded: further decimals are simply not taken. */
export function DecimalInput({ field, value, onChange, onBlur, input, scale, more }: Props) {
  const { language } = useFormats();
  const marks = useMemo(() => separatorsOf(language), [language]);
  return (
    <NumberInput
      {...input}
      {...more}
      hideControls
      value={asNumber(value) ?? ''}
      decimalSeparator={marks.decimal}
      thousandSeparator={marks.group}
      allowedDecimalSeparators={['.', ',']}
      decimalScale={scale}
      allowDecimal={scale !== 0}
      min={typeof field.min === 'number' ? field.min : undefined}
      max={typeof field.max === 'number' ? field.max : undefined}
      clampBehavior="none"
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      onBlur={onBlur}
    />
  );
}
