import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePeopleOptions } from '../../fields/person-options.ts';
import { OWNER } from './rule-draft.ts';

interface Props {
  label: string;
  /** A user's id or a formula. */
  value: string;
  onChange: (value: string) => void;
}

/** The record's owner, or someone by name; a formula made elsewhere is kept as it is. */
export function WhoSelect({ label, value, onChange }: Props) {
  const { t } = useTranslation('rules');
  const people = usePeopleOptions('').data ?? [];
  const data = [
    { value: OWNER, label: t('owner') },
    ...people.filter((person) => person.active).map((person) => ({ value: person.id, label: person.name })),
  ];
  if (value !== '' && !data.some((one) => one.value === value)) data.push({ value, label: value });
  return (
    <Select
      label={label}
      searchable
      allowDeselect={false}
      data={data}
      value={value || null}
      onChange={(next) => next && onChange(next)}
    />
  );
}
