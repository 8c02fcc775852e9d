import { Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputSettings } from '../../../fields/view.ts';
import { InsertField } from './insert-field.tsx';
import classes from './parameters.module.css';

interface Props {
  /** With its leading `=`. */
  value: string;
  onChange: (formula: string) => void;
  input: InputSettings;
}

/** A formula, checked while it is typed; fields are put in by choosing. */
export function FormulaInput({ value, onChange, input }: Props) {
  const { t } = useTranslation('rules');
  const area = useRef<HTMLTextAreaElement>(null);
  const typed = value.replace(/^=\s?/, '');
  return (
    <Textarea
      {...input}
      ref={area}
      autosize
      minRows={1}
      classNames={{ input: classes.formula }}
      leftSection={<span aria-hidden>=</span>}
      rightSection={<InsertField area={area} written={(name) => name} onInsert={(text) => onChange(`= ${text}`)} />}
      placeholder={t('formula.example')}
      spellCheck={false}
      value={typed}
      onChange={(event) => onChange(`= ${event.currentTarget.value}`)}
    />
  );
}
