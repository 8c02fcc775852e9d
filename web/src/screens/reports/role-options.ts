import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '../../data/people.ts';
import { useMe } from '../../data/session.ts';

/**
 * The roles that something can be shared with, by their names.
 *
 * @param chosen keys that are chosen already, which may be of roles that are gone
 */
export function useRoleOptions(chosen: readonly string[]): { value: string; label: string }[] {
  const me = useMe();
  const roles = useQuery({ ...rolesQuery, retry: false }).data ?? [];
  const keys = new Set(['admin', 'manager', 'member', ...me.user.roles, ...roles.map(({ key }) => key), ...chosen]);
  return [...keys].map((key) => ({ value: key, label: roles.find((role) => role.key === key)?.name ?? key }));
}
