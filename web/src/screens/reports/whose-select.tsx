import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamsQuery } from '../../data/people.ts';
import { usePeopleOptions, usePersonNames } from '../../fields/person-options.ts';

/** A person or a team; neither: everybody. */
export interface Whose {
  owner?: string;
  team?: string;
}

interface Props extends Whose {
  label: string;
  onChange: (whose: Whose) => void;
}

/** Chooses a person or a team whose records a report is about. */
export function WhoseSelect({ label, owner, team, onChange }: Props) {
  const { t } = useTranslation('reports');
  const { t: fields } = useTranslation('fields');
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const nameOf = usePersonNames();
  // The name of whom is chosen stands in the box without anybody having typed it.
  const found = usePeopleOptions(asked === nameOf(owner) ? '' : asked).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const people = found.map(({ id, name }) => ({ value: id, label: name }));
  // Whom what is typed does not find stays chosen, and named.
  if (owner && !found.some(({ id }) => id === owner)) people.unshift({ value: owner, label: nameOf(owner) || '…' });
  return (
    <Select
      label={label}
      w={190}
      clearable
      searchable
      onSearchChange={setText}
      nothingFoundMessage={fields('nobodyFound')}
      placeholder={t('forecast.everybody')}
      value={owner ?? team ?? null}
      onChange={(id) => {
        const isTeam = teams.some((one) => one.id === id);
        onChange({ owner: !isTeam && id ? id : undefined, team: isTeam && id ? id : undefined });
      }}
      data={[
        { group: t('forecast.people'), items: people },
        { group: t('forecast.teams'), items: teams.map((one) => ({ value: one.id, label: one.name })) },
      ]}
    />
  );
}

/** What a person or a team is called; undefined for everybody. */
export function useWhoseName(): (whose: Whose) => string | undefined {
  const personName = usePersonNames();
  const teams = useQuery(teamsQuery).data;
  return ({ owner, team }) => personName(owner) ?? teams?.find(({ id }) => id === team)?.name;
}
