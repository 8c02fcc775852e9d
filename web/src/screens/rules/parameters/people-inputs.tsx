import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePeopleOptions } from '../../../fields/person-options.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import { OWNER } from '../../../rules/owner.ts';
import { useRuleForm } from '../rule-form-context.ts';
import { OrFormula } from './or-formula.tsx';
import { asText, asTexts, orAbsent, type ParameterProps } from './parameter-props.ts';

interface Offered {
  value: string;
  label: string;
}

/** People by name, and those that the record names: its owner and its fields of people, which are formulas. */
export function usePeopleOffered(chosen: readonly string[]): { data: Offered[]; formulas: string[] } {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { type } = useRuleForm();
  const people = usePeopleOptions('').data ?? [];
  const named = type.fields.filter(({ kind, retired }) => !retired && (kind === 'user' || kind === 'users'));
  const byRecord = [
    { value: OWNER, label: t('owner') },
    ...named.map((field) => ({ value: `= ${field.key}`, label: t('fieldPerson', { field: label(field.label) }) })),
  ];
  const active = people
    .filter((person) => person.active || chosen.includes(person.id))
    .map((person) => ({ value: person.id, label: person.name }));
  const unknown = chosen
    .filter((id) => ![...byRecord, ...active].some(({ value }) => value === id))
    .map((id) => ({ value: id, label: id.startsWith('=') ? id : '…' }));
  return { data: [...byRecord, ...active, ...unknown], formulas: byRecord.map((one) => one.value) };
}

export function PersonParameter({ value, onChange, input }: ParameterProps) {
  const text = Array.isArray(value) ? asText(value[0]) : asText(value);
  const { data, formulas } = usePeopleOffered([text]);
  return (
    <OrFormula value={text} onChange={onChange} input={input} known={formulas}>
      <Select
        {...input}
        searchable
        clearable={!input.withAsterisk}
        data={data}
        value={data.some((one) => one.value === text) ? text : null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </OrFormula>
  );
}

/** Several people, by name or as the record names them, or those that one formula gives. */
export function PeopleParameter({ value, onChange, input }: ParameterProps) {
  const chosen = Array.isArray(value) ? asTexts(value) : value === undefined ? [] : [asText(value)];
  const { data, formulas } = usePeopleOffered(chosen);
  const take = (next: string[]) => {
    const [only] = next;
    onChange(next.length === 1 && only?.startsWith('=') ? only : orAbsent(next));
  };
  return (
    <OrFormula value={value} onChange={onChange} input={input} known={formulas}>
      <MultiSelect {...input} searchable hidePickedOptions data={data} value={chosen.filter(Boolean)} onChange={take} />
    </OrFormula>
  );
}
