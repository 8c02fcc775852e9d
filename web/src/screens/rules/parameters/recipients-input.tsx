import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressesOffered } from './addresses.ts';
import { OrFormula } from './or-formula.tsx';
import { asText, asTexts, orAbsent, type ParameterProps } from './parameter-props.ts';
import { usePeopleOffered } from './people-inputs.tsx';

/** People, e-mail addresses as they are typed, and fields or formulas that give either. */
export function RecipientsParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const chosen = Array.isArray(value) ? asTexts(value) : value === undefined ? [] : [asText(value)];
  const [typed, setTyped] = useState('');
  const people = usePeopleOffered(chosen.filter((one) => !one.includes('@')));
  const addresses = useAddressesOffered();
  const known = [...people.formulas, ...addresses.map((one) => one.value)];
  const written = typed.trim();
  const isNew = /^\S+@\S+\.\S+$/.test(written) && !chosen.includes(written);
  const others = chosen.filter((one) => one.includes('@') || (one.startsWith('=') && !known.includes(one)));
  const data = [
    ...addresses,
    ...people.data.filter((one) => !others.includes(one.value)),
    ...others.map((one) => ({ value: one, label: one })),
    ...(isNew ? [{ value: written, label: written }] : []),
  ];
  return (
    <OrFormula value={value} onChange={onChange} input={input} known={known}>
      <MultiSelect
        {...input}
        searchable
        hidePickedOptions
        placeholder={chosen.length === 0 ? t('recipientsExample') : undefined}
        data={data}
        value={chosen}
        searchValue={typed}
        onSearchChange={setTyped}
        onBlur={() => isNew && onChange([...chosen, written])}
        onChange={(next) => onChange(next.length === 1 && next[0]?.startsWith('=') ? next[0] : orAbsent(next))}
      />
    </OrFormula>
  );
}
