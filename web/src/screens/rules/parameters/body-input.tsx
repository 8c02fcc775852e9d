import type { JsonValue } from '@etapa/shared/fields/field';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParameterProps } from './parameter-props.ts';
import classes from './parameters.module.css';

/** JSON, or a text that is none; its texts may be formulas. What does not parse yet stays as it is typed. */
export function BodyParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const [typed, setTyped] = useState(() => writtenOf(value));
  const looksJson = /^\s*[[{]/.test(typed);
  const broken = looksJson && parsed(typed) === undefined;
  return (
    <Textarea
      {...input}
      description={input.description ?? t('bodyHelp')}
      autosize
      minRows={3}
      maxRows={20}
      classNames={{ input: classes.formula }}
      spellCheck={false}
      error={broken ? t('bodyBroken') : input.error}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onChange(text.trim() === '' ? undefined : (parsed(text) ?? text));
      }}
    />
  );
}

const writtenOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2);

function parsed(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
