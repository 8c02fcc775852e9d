import { MultiSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoleOptions } from './role-options.ts';

interface Props {
  name: string;
  onName: (name: string) => void;
  /** Keys of the roles that see it besides its owner. */
  roles: string[];
  onRoles: (roles: string[]) => void;
}

/** What something saved is called, and who sees it. */
export function SharedWith({ name, onName, roles, onRoles }: Props) {
  const { t } = useTranslation('reports');
  return (
    <>
      <TextInput
        label={t('saved.name')}
        required
        data-autofocus
        value={name}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <MultiSelect
        label={t('saved.roles')}
        description={t('saved.rolesLead')}
        value={roles}
        onChange={onRoles}
        data={useRoleOptions(roles)}
      />
    </>
  );
}
