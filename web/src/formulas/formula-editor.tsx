import { Input, Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { fetched } from '../ui/fetched.ts';
import type { FormulaEditing } from './formula-editing.ts';

const FormulaBench = fetched(async () => (await import('./formula-bench.tsx')).FormulaBench);

/** Where formulas are typed: completion, faults in place, the result on a sample record, recipes. Fetched when shown. */
export function FormulaEditor(props: FormulaEditing) {
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
