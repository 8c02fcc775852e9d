import type { NewComment } from '@etapa/shared/api/comments';
import type { RecordView } from '@etapa/shared/api/records';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { sender, useOutbox } from './outbox.ts';
import { recordPath } from './record.ts';

type Of = Pick<RecordView, 'entityType' | 'id'>;

export const comments = sender({
  kind: 'comment',
  about: ({ id }: NewComment & Of) => id,
  send: ({ entityType, id, ...comment }: NewComment & Of, once) =>
    api.post(`${recordPath(entityType, id)}/comments`, comment, { idempotencyKey: once }),
  done: (client, _, { entityType, id }) =>
    client.invalidateQueries({ queryKey: keys.records(entityType, 'timeline', id) }),
});

/** Comments on a record; it waits while the server cannot be reached. */
export const useComment = () => useOutbox(comments);
