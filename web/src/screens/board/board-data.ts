import type { RecordView } from '@etapa/shared/api/records';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';
import { appendPage, type Columns, layOver } from './columns.ts';

export type Board = Columns<RecordView>;

export interface BoardQuestion {
  entityType: string;
  funnel: string;
  filter?: ConditionGroup;
  q?: string;
}

const FIRST_PAGE = 50;

/**
 * The board of a funnel. News from the stream are laid over what is loaded, except while a card is held:
 * then they wait until it is let go.
 */
export function useBoard({ entityType, funnel, filter, q }: BoardQuestion) {
  const client = useQueryClient();
  const held = useRef(0);
  const missed = useRef(false);
  const key = useMemo(
    () => keys.records(entityType, 'board', funnel, filter ?? null, q ?? ''),
    [entityType, funnel, filter, q],
  );
  const path = `/entity-types/${entityType}/board`;

  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const shown = client.getQueryData<Board>(key);
      if (shown && held.current > 0) {
        missed.current = true;
        return shown;
      }
      const fresh = await api.get<Board>(path, { funnel, filter, q, perColumn: FIRST_PAGE }, { signal });
      const now = client.getQueryData<Board>(key);
      return now ? layOver(now, fresh) : fresh;
    },
  });

  const change = useCallback(
    (next: (board: Board) => Board) => client.setQueryData<Board>(key, (board) => board && next(board)),
    [client, key],
  );

  /** Keeps news away until the returned function is called. */
  const hold = useCallback(() => {
    held.current += 1;
    void client.cancelQueries({ queryKey: key });
    let released = false;
    return () => {
      if (released) return;
      released = true;
      held.current -= 1;
      if (held.current === 0 && missed.current) {
        missed.current = false;
        void client.invalidateQueries({ queryKey: key });
      }
    };
  }, [client, key]);

  const loading = useRef(new Set<string>());
  const loadMore = useCallback(
    async (stage: string) => {
      const cursor = client.getQueryData<Board>(key)?.columns.find((column) => column.stage === stage)?.nextCursor;
      if (!cursor || loading.current.has(cursor)) return;
      loading.current.add(cursor);
      try {
        const more = await api.get<Board>(path, { funnel, filter, q, stage, cursor, perColumn: FIRST_PAGE });
        const page = more.columns.find((column) => column.stage === stage);
        if (page) change((board) => appendPage(board, page));
      } catch {
        // Tried again at the next scroll: the cards already loaded stay usable.
      } finally {
        loading.current.delete(cursor);
      }
    },
    [client, key, path, funnel, filter, q, change],
  );

  const settle = useCallback(() => client.invalidateQueries({ queryKey: key }), [client, key]);

  return { query, change, hold, loadMore, settle };
}
