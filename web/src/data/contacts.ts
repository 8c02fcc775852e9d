import type { Contact, ContactChanges, NewContact } from '@etapa/shared/api/contacts';
import type { RecordView } from '@etapa/shared/api/records';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { sender, useOutbox } from './outbox.ts';
import { recordPath } from './record.ts';

type Of = Pick<RecordView, 'entityType' | 'id'>;

export const contacts = sender({
  kind: 'contact',
  about: ({ id }: NewContact & Of) => id,
  send: ({ entityType, id, ...contact }: NewContact & Of, once) =>
    api.post<Contact>(`${recordPath(entityType, id)}/contacts`, contact, { idempotencyKey: once }),
  done: (client, { entityType }) =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.records(entityType) }),
      client.invalidateQueries({ queryKey: keys.tasks() }),
    ]),
});

/** Logs a contact on a record; what is to follow becomes a task. It waits while the server cannot be reached. */
export const useLogContact = () => useOutbox(contacts);

/** Corrects a logged contact. */
export function useChangeContact(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...changes }: ContactChanges & { id: string }) => api.patch<Contact>(`/contacts/${id}`, changes),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.records(entityType) }),
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
