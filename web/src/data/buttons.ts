import type { buttonRoutes } from '@etapa/shared/api/buttons';
import type { RecordView } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { recordPath } from './record.ts';

const path = ({ entityType, id }: RecordView): string => `${recordPath(entityType, id)}/buttons`;

/** Buttons of a record that one may press now. */
export const buttonsQuery = (record: RecordView) =>
  queryOptions({
    queryKey: keys.records(record.entityType, 'buttons', record.id),
    queryFn: async () => (await api.get<RouteAnswer<typeof buttonRoutes.list>>(path(record))).items,
  });

/** Presses a button: what its rule does comes soon after. */
export function usePressButton(record: RecordView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: string) => api.post(`${path(record)}/${rule}`),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.runs() }),
        client.invalidateQueries({ queryKey: keys.records(record.entityType) }),
      ]),
  });
}
