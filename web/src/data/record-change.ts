import type { RecordChanges, RecordMove, RecordView } from '@etapa/shared/api/records';
import type { Doc } from '@etapa/shared/fields/field';
import { sameJson } from '@etapa/shared/process/changes';
import type { QueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { sender } from './outbox.ts';
import { isProblem } from './problem.ts';
import { recordPath, recordQuery, rememberRecord } from './record.ts';

/** Changes of one record, by one person. */
export interface RecordEdit extends RecordChanges {
  entityType: string;
  id: string;
  /** What the changed fields held when editing began: whoever changed others meanwhile does not stand in the way. */
  base?: Doc;
}

/** How often others may come first before it is given up. */
const TRIES = 6;

export const recordEdits = sender<RecordEdit, RecordView>({
  kind: 'edit',
  about: ({ id }) => id,
  send: async ({ entityType, id, base, ...changes }, once) => {
    let version = changes.version;
    for (let turn = 1; ; turn += 1) {
      try {
        const key = turn === 1 ? once : `${once}-${turn}`;
        return await api.patch<RecordView>(
          recordPath(entityType, id),
          { ...changes, ...(version === undefined ? {} : { version }) },
          { idempotencyKey: key },
        );
      } catch (error) {
        const current = currentOf(error);
        if (!current || turn === TRIES || meets(changes.doc ?? {}, base ?? {}, current.doc)) throw error;
        version = current.version;
      }
    }
  },
  suppose: (client, { entityType, id, doc, ownerId, tags }) =>
    rewrite(client, entityType, id, (record) => ({
      ...record,
      doc: doc ? withChanges(record.doc, doc) : record.doc,
      ...(ownerId === undefined ? {} : { ownerId, ownerName: null }),
      ...(tags === undefined ? {} : { tags }),
    })),
  done: (client, record, { entityType }) => {
    rememberRecord(client, record);
    void client.invalidateQueries({ queryKey: keys.records(entityType) });
  },
  refused: (client, { entityType }) => void client.invalidateQueries({ queryKey: keys.records(entityType) }),
});

export const recordMoves = sender<RecordMove & { entityType: string; id: string }, RecordView>({
  kind: 'move',
  about: ({ id }) => id,
  send: ({ entityType, id, ...move }, once) =>
    api.post<RecordView>(`${recordPath(entityType, id)}/move`, move, { idempotencyKey: once }),
  suppose: (client, { entityType, id, stage, funnel, doc }) =>
    rewrite(client, entityType, id, (record) => ({
      ...record,
      stage,
      funnel: funnel ?? record.funnel,
      doc: doc ? withChanges(record.doc, doc) : record.doc,
    })),
  done: (client, record) => rememberRecord(client, record),
});

/** The record as it is now, out of the refusal of a change to one that changed meanwhile. */
export function currentOf(error: unknown): RecordView | null {
  return isProblem(error, 'version_conflict') ? ((error.problem.current as RecordView | undefined) ?? null) : null;
}

/** Whether somebody else changed one of the same fields, to something else than this change wants. */
function meets(changes: Doc | { [key: string]: null }, base: Doc, now: Doc): boolean {
  return Object.entries(changes).some(([key, wanted]) => {
    const theirs = now[key] ?? null;
    return !sameJson(theirs, base[key] ?? null) && !sameJson(theirs, wanted ?? null);
  });
}

function withChanges(doc: Doc, changes: Doc): Doc {
  const next = { ...doc, ...changes };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
}

/** Shows a record as it will be, wherever one looks at it alone. */
function rewrite(
  client: QueryClient,
  entityType: string,
  id: string,
  change: (record: RecordView) => RecordView,
): void {
  const byId = recordQuery(entityType, id).queryKey;
  const known =
    client.getQueryData(byId) ??
    client
      .getQueriesData<RecordView>({ queryKey: keys.records(entityType, 'one') })
      .map(([, record]) => record)
      .find((record) => record?.id === id);
  if (known) rememberRecord(client, change(known));
}
