import type { ApiToken, apiTokenRoutes } from '@etapa/shared/api/api-tokens';
import type { Organization, OrganizationChanges } from '@etapa/shared/api/organization';
import type { NewRole, RoleReplacement, RoleView } from '@etapa/shared/api/roles';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { NewTeam, Team, TeamChanges } from '@etapa/shared/api/teams';
import type { NewUser, User, UserChanges } from '@etapa/shared/api/users';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { ApiToken, Organization, RoleView, Team, User };

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const usersQuery = (q = '') =>
  queryOptions({
    queryKey: keys.people('users', q),
    queryFn: () => api.get<Page<User>>('/users', { q, limit: 200 }),
  });

export const teamsQuery = queryOptions({
  queryKey: keys.people('teams'),
  queryFn: async () => (await api.get<Page<Team>>('/teams', { limit: 200 })).items,
});

export const rolesQuery = queryOptions({
  queryKey: keys.people('roles'),
  queryFn: async () => (await api.get<Page<RoleView>>('/roles', { limit: 200 })).items,
});

export const tokensQuery = queryOptions({
  queryKey: keys.people('tokens'),
  queryFn: async () => (await api.get<Page<ApiToken>>('/api-tokens', { limit: 200 })).items,
});

export const organizationQuery = queryOptions({
  queryKey: keys.people('organization'),
  queryFn: () => api.get<Organization>('/organization'),
});

/** A write after which everything about people is read again. */
function usePeopleWrite<Input, Output>(write: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.people() }),
        client.invalidateQueries({ queryKey: keys.me() }),
      ]),
  });
}

export const useCreateUser = () => usePeopleWrite((user: NewUser) => api.post<User>('/users', user));
export const useChangeUser = () =>
  usePeopleWrite(({ id, ...changes }: UserChanges & { id: string }) => api.patch<User>(`/users/${id}`, changes));
export const useCreateTeam = () => usePeopleWrite((team: NewTeam) => api.post<Team>('/teams', team));
export const useChangeTeam = () =>
  usePeopleWrite(({ id, ...changes }: TeamChanges & { id: string }) => api.patch<Team>(`/teams/${id}`, changes));
export const useCreateRole = () => usePeopleWrite((role: NewRole) => api.post<RoleView>('/roles', role));
export const useReplaceRole = () =>
  usePeopleWrite(({ key, ...role }: RoleReplacement & { key: string }) => api.put<RoleView>(`/roles/${key}`, role));
export const useCreateToken = () =>
  usePeopleWrite((name: string) => api.post<RouteAnswer<typeof apiTokenRoutes.create>>('/api-tokens', { name }));
export const useRevokeToken = () => usePeopleWrite((id: string) => api.delete(`/api-tokens/${id}`));
export const useChangeOrganization = () =>
  usePeopleWrite((changes: OrganizationChanges) => api.patch<Organization>('/organization', changes));
