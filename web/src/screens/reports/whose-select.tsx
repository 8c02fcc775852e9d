import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { teamsQuery } from '../../data/people.ts';
import { usePeopleOptions } from '../../fields/person-options.ts';

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
  const people = usePeopleOptions('').data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  return (
    <Select
      label={label}
      w={190}
      clearable
      searchable
      placeholder={t('forecast.everybody')}
      value={owner ?? team ?? null}
      onChange={(id) => {
        const isTeam = teams.some((one) => one.id === id);
        onChange({ owner: !isTeam && id ? id : undefined, team: isTeam && id ? id : undefined });
      }}
      data={[
        { group: t('forecast.people'), items: people.map((one) => ({ value: one.id, label: one.name })) },
        { group: t('forecast.teams'), items: teams.map((one) => ({ value: one.id, label: one.name })) },
      ]}
    />
  );
}

/** What a person or a team is called; undefined for everybody. */
export function useWhoseName(): (whose: Whose) => string | undefined {
  const people = usePeopleOptions('').data;
  const teams = useQuery(teamsQuery).data;
  return ({ owner, team }) =>
    people?.find(({ id }) => id === owner)?.name ?? teams?.find(({ id }) => id === team)?.name;
}
