import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rolesQuery } from '../../data/people.ts';

interface Props {
  label: string;
  /** Keys of roles; undefined for everybody. */
  value: string[] | undefined;
  onChange: (roles: string[] | undefined) => void;
}

/** The roles that may do something; none chosen means that all may. */
export function RoleChoice({ label, value = [], onChange }: Props) {
  const { t } = useTranslation('process');
  const roles = useQuery({ ...rolesQuery, retry: false }).data ?? [];
  const gone = value.filter((key) => !roles.some((role) => role.key === key));
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? t('rights.all') : undefined}
      searchable
      data={[...roles.map(({ key, name }) => ({ value: key, label: name })), ...gone]}
      value={value}
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
    />
  );
}
