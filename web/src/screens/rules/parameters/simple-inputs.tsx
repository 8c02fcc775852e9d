import { Select, Switch } from '@mantine/core';
import { DecimalInput } from '../../../fields/decimal-input.tsx';
import { useRuleNames } from '../../../rules/names.ts';
import { FormulaInput } from './formula-input.tsx';
import { OrFormula } from './or-formula.tsx';
import { asText, type ParameterProps } from './parameter-props.ts';

export function NumberParameter({ value, onChange, input, name }: ParameterProps) {
  return (
    <OrFormula value={value} onChange={onChange} input={input}>
      <DecimalInput
        field={{ key: name, label: name, kind: 'number' }}
        value={typeof value === 'number' ? value : undefined}
        onChange={onChange}
        doc={{}}
        input={input}
      />
    </OrFormula>
  );
}

export function BooleanParameter({ value, onChange, input }: ParameterProps) {
  return (
    <Switch
      label={input.label}
      description={input.description}
      error={input.error}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked || undefined)}
    />
  );
}

/** One of the values that the schema lists. */
export function ChoiceParameter({ value, onChange, input, kind, name, schema }: ParameterProps) {
  const names = useRuleNames();
  const values = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  return (
    <Select
      {...input}
      clearable
      data={values.map((one) => ({ value: one, label: names.choice(kind, name, one) }))}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

export function FormulaParameter({ value, onChange, input }: ParameterProps) {
  return (
    <FormulaInput
      value={asText(value)}
      onChange={(formula) => onChange(formula === '= ' ? undefined : formula)}
      input={input}
    />
  );
}
