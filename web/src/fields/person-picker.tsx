import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleOptions, usePersonNames } from './person-options.ts';
import type { InputSettings } from './view.ts';

interface Common {
  input: InputSettings;
  onBlur?: () => void;
}

/** People found by what is typed, with those already chosen always among them so that their names show. */
function usePeople(chosen: readonly string[]) {
  const { t } = useTranslation('fields');
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const everyone = usePeopleOptions('').data ?? [];
  const nameOf = usePersonNames();
  // The name of whom is chosen stands in the box without anybody having typed it.
  const isChosen = chosen.some((id) => nameOf(id) === asked);
  const found = usePeopleOptions(isChosen ? '' : asked).data ?? everyone;
  const offered = found.filter((person) => person.active || chosen.includes(person.id));
  const held = chosen.filter((id) => !offered.some((person) => person.id === id));
  const data = [
    ...offered.map((person) => ({ value: person.id, label: person.name })),
    ...held.map((id) => ({ value: id, label: nameOf(id) ?? t('unknownPerson') })),
  ];
  return { data, text, setText, nothing: t('nobodyFound') };
}

interface OneProps extends Common {
  value: string | null;
  onChange: (id: string | null) => void;
  clearable?: boolean;
}

export function PersonPicker({ value, onChange, onBlur, input, clearable = true }: OneProps) {
  const { data, setText, nothing } = usePeople(value ? [value] : []);
  return (
    <Select
      {...input}
      data={data}
      value={value}
      searchable
      clearable={clearable}
      nothingFoundMessage={nothing}
      onSearchChange={setText}
      onChange={onChange}
      onBlur={onBlur}
    />
  );
}

interface ManyProps extends Common {
  value: string[];
  onChange: (ids: string[]) => void;
}

export function PeoplePicker({ value, onChange, onBlur, input }: ManyProps) {
  const { data, setText, nothing } = usePeople(value);
  return (
    <MultiSelect
      {...input}
      data={data}
      value={value}
      searchable
      hidePickedOptions
      nothingFoundMessage={nothing}
      onSearchChange={setText}
      onChange={onChange}
      onBlur={onBlur}
    />
  );
}
