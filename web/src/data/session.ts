import type { ProfileChanges, Session, Setup } from '@etapa/shared/api/auth';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { isProblem } from './problem.ts';

export type Me = Session;
export type Action = Me['permissions'][number]['actions'][number];

export const meQuery = queryOptions({
  queryKey: keys.me(),
  queryFn: () => api.get<Me>('/auth/me'),
  staleTime: 5 * 60_000,
  // Nobody is an answer, too.
  retry: (failures, error) => failures < 2 && !isProblem(error, 'unauthenticated'),
});

export const setupQuery = queryOptions({
  queryKey: keys.setup(),
  queryFn: () => api.get<{ needed: boolean }>('/auth/setup'),
});

/** Who is signed in. Only below the shell, which is shown to nobody else. */
export function useMe(): Me {
  const me = useQuery(meQuery).data;
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** What the server's clock says, which may not be what the browser's does; as ISO 8601. */
export function useServerNow(): () => string {
  const { data, dataUpdatedAt } = useQuery(meQuery);
  const ahead = data ? Date.parse(data.now) - dataUpdatedAt : 0;
  return () => new Date(Date.now() + ahead).toISOString();
}

/** Whether the signed-in person may do something to records of a type, as far as buttons go: the server decides. */
export function may(me: Me, action: Action, entityType: string): boolean {
  return me.permissions.some(
    (grant) => (grant.entityType === entityType || grant.entityType === '*') && grant.actions.includes(action),
  );
}

export const isAdmin = (me: Me): boolean => me.user.roles.includes('admin');

/** Signing in and setting up answer the same body as `me`. */
function useEnter<Input>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => api.post<Me>(path, input),
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(keys.me(), me);
      client.setQueryData(keys.setup(), { needed: false });
    },
  });
}

/**
 * Signing in again where one is: what is on screen stays, and is read anew.
 *
 * @param onOther when it was somebody else who signed in
 */
export function useSignInAgain(userId: string, { onSame, onOther }: { onSame: () => void; onOther: () => void }) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { email: string; password: string }) => api.post<Me>('/auth/login', input),
    onSuccess: (me) => {
      if (me.user.id !== userId) return onOther();
      client.setQueryData(keys.me(), me);
      void client.invalidateQueries();
      onSame();
    },
  });
}

export const useLogin = () => useEnter<{ email: string; password: string }>('/auth/login');
export const useSetup = () => useEnter<Setup>('/auth/setup');

/** Whoever uses it leaves the signed-in screens first and clears what was read: they cannot do without it. */
export const useLogout = () => useMutation({ mutationFn: () => api.post('/auth/logout') });

export function useChangeProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ProfileChanges) => api.patch<Me>('/auth/me', change),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.me() }),
  });
}
