import type { Contact, NewContact } from '@etapa/shared/api/contacts';
import type { RecordView } from '@etapa/shared/api/records';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { recordPath } from './record.ts';

export type { NewContact };

/** Logs a contact on a record; what is to follow becomes a task. */
export function useLogContact(record: Pick<RecordView, 'entityType' | 'id'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (contact: NewContact) =>
      api.post<Contact>(`${recordPath(record.entityType, record.id)}/contacts`, contact),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.records(record.entityType) }),
        client.invalidateQueries({ queryKey: keys.tasks() }),
      ]),
  });
}

/** Takes back a logged contact. */
export function useRemoveContact(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/contacts/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.records(entityType) }),
  });
}
