import type { RecordView, recordRoutes } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { sameJson } from '@etapa/shared/process/changes';
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../data/client.ts';
import { keys } from '../data/keys.ts';
import { isProblem } from '../data/problem.ts';
import { recordPath } from '../data/record.ts';

/** A value that is edited: of a field, or who owns the record. */
export interface Edited {
  column: string;
  value: JsonValue;
  /** Values of other fields without which this one cannot stand. */
  along?: Doc;
}

/** Somebody else changed the very value that is being edited. */
export class Clash extends Error {
  constructor(readonly current: RecordView) {
    super('The value was changed meanwhile.');
  }
}

/** Attempts while others change other fields of the record. */
const ATTEMPTS = 4;

export const valueIn = (record: RecordView, column: string): JsonValue =>
  column === '$owner' ? record.ownerId : (record.doc[column] ?? null);

/**
 * Saves one value. Changes that others make to other fields of the record meanwhile stay.
 *
 * @returns `save`, which throws Clash where the value itself is not any more what editing began with, unless `over`
 */
export function useValueSave(entityType: string) {
  const client = useQueryClient();
  return useCallback(
    async (record: RecordView, { column, value, along }: Edited, over = false): Promise<RecordView> => {
      const base = valueIn(record, column);
      let version: number | undefined = over ? undefined : record.version;
      for (let attempt = 1; ; attempt += 1) {
        try {
          const change = column === '$owner' ? { ownerId: value } : { doc: { ...along, [column]: value } };
          const saved = await api.patch<RecordView>(recordPath(entityType, record.id), { ...change, version });
          show(client, saved);
          void client.invalidateQueries({ queryKey: keys.records(entityType) });
          return saved;
        } catch (error) {
          const current = isProblem(error, 'version_conflict') ? error.problem.current : undefined;
          if (!current || attempt === ATTEMPTS) throw error;
          const now = current as RecordView;
          if (!sameJson(valueIn(now, column), base)) throw new Clash(now);
          version = now.version;
        }
      }
    },
    [client, entityType],
  );
}

type Page = RouteAnswer<typeof recordRoutes.list>;

/** Puts the answer where the table reads, so that the old value does not come back for a moment. */
function show(client: QueryClient, saved: RecordView): void {
  client.setQueriesData<InfiniteData<Page>>({ queryKey: keys.records(saved.entityType, 'table') }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.id === saved.id ? saved : item)),
          })),
        }
      : data,
  );
}
