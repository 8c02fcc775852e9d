import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { Input, Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import type { InputSettings } from '../fields/view.ts';
import { fetched } from '../ui/fetched.ts';

const FormulaBench = fetched(async () => (await import('./formula-bench.tsx')).FormulaBench);

export interface FormulaEditorProps {
  /** The type whose records the formula is asked of, as it is being designed. */
  type: EntityType;
  /** The field that holds the result: what it holds is checked, and shown as it will be. */
  field?: Field;
  /** A rule's formula: what happened may be named too. */
  rule?: boolean;
  /** With its leading `=`; empty for none. */
  value: string;
  /** With every key. */
  onChange: (formula: string) => void;
  onBlur?: () => void;
  input: InputSettings;
}

/** Where formulas are typed: completion, faults in place, the result on a sample record, recipes. Fetched when shown. */
export function FormulaEditor(props: FormulaEditorProps) {
  const { label, description } = props.input;
  return (
    <Suspense
      fallback={
        <Input.Wrapper label={label} description={description} labelElement="div">
          <Skeleton height={36} />
        </Input.Wrapper>
      }
    >
      <FormulaBench {...props} />
    </Suspense>
  );
}
