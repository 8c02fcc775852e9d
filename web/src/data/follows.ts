import type { FollowState, followRoutes } from '@etapa/shared/api/follows';
import type { RecordView } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { recordPath } from './record.ts';

type Record = Pick<RecordView, 'entityType' | 'id'>;

const path = ({ entityType, id }: Record) => `${recordPath(entityType, id)}/follow`;
const key = ({ entityType, id }: Record) => keys.records(entityType, 'follow', id);

/** Whether one follows a record, and how many do. */
export const useFollowState = (record: Record) =>
  useQuery({ queryKey: key(record), queryFn: () => api.get<FollowState>(path(record)) }).data;

export function useFollow(record: Record) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (following: boolean) =>
      following ? api.put<FollowState>(path(record)) : api.delete<FollowState>(path(record)),
    onSuccess: (state) => {
      client.setQueryData(key(record), state);
      void client.invalidateQueries({ queryKey: keys.follows() });
    },
  });
}

/** What others changed on what one follows, newest first. */
export const useFollowedChanges = (limit: number) =>
  useQuery({
    queryKey: keys.follows(limit),
    queryFn: async () => (await api.get<RouteAnswer<typeof followRoutes.changes>>('/follows/changes', { limit })).items,
  });
