import type { BoardColumn as BoardColumnView, BoardLane } from '@etapa/shared/api/board';
import type { RecordView } from '@etapa/shared/api/records';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';
import { appendPage, type Columns, deepen, layOver, type Slot, sameSlot } from './columns.ts';
import { DeepColumns } from './deep-columns.ts';
import { laneFilter } from './lanes.ts';

export type Board = Columns<RecordView>;

/** What a board shows of a funnel. */
export interface BoardAsked {
  entityType: string;
  funnel: string;
  filter?: ConditionGroup;
  q?: string;
  /** A field or `$owner` to lay lanes by. */
  laneBy?: string;
}

interface BoardQuestion extends BoardAsked {
  /** False while it is not known yet what is shown. */
  ready: boolean;
}

interface Answer {
  columns: BoardColumnView[];
  lanes?: BoardLane[];
}

/** Of a column: more than a screen is high. */
const FIRST_PAGE = 25;
const NEXT_PAGE = 50;
const FIRST_PAGE_IN_LANE = 20;
/** Cards at once where a column is read again; the server gives no more. */
const DEEP_PAGE = 200;

/** Lanes one below the other, each with every column. */
function flat({ columns, lanes }: Answer, laneBy: string | undefined): Board {
  if (!lanes || laneBy === undefined) return { columns };
  return {
    laneBy,
    columns: lanes.flatMap((lane) => lane.columns.map((column) => ({ ...column, lane: lane.value }))),
  };
}

const boardKey = ({ entityType, funnel, filter, q, laneBy }: BoardAsked) =>
  keys.records(entityType, 'board', funnel, filter ?? null, q ?? '', laneBy ?? '');

const boardPath = (entityType: string) => `/entity-types/${entityType}/board`;

async function readBoard({ entityType, funnel, filter, q, laneBy }: BoardAsked, signal: AbortSignal): Promise<Board> {
  const perColumn = laneBy === undefined ? FIRST_PAGE : FIRST_PAGE_IN_LANE;
  const query = { funnel, filter, q, laneBy, perColumn };
  return flat(await api.get<Answer>(boardPath(entityType), query, { signal }), laneBy);
}

/** The first page of each column, as `useBoard` reads it for the first time. */
export const boardQuery = (asked: BoardAsked) =>
  queryOptions({ queryKey: boardKey(asked), queryFn: ({ signal }) => readBoard(asked, signal) });

/**
 * The board of a funnel. News from the stream are laid over what is loaded, except while a card is held:
 * then they wait until it is let go.
 */
export function useBoard({ entityType, funnel, filter, q, laneBy, ready }: BoardQuestion) {
  const client = useQueryClient();
  const held = useRef(0);
  const missed = useRef(false);
  const asked = useMemo(() => ({ entityType, funnel, filter, q, laneBy }), [entityType, funnel, filter, q, laneBy]);
  const key = useMemo(() => boardKey(asked), [asked]);
  const path = boardPath(entityType);

  const pageOf = useCallback(
    async ({ stage, lane }: Slot, cursor: string, perColumn: number) => {
      const narrowed = laneBy === undefined || lane === undefined ? filter : laneFilter(filter, laneBy, lane);
      const more = await api.get<Answer>(path, { funnel, filter: narrowed, q, stage, cursor, perColumn });
      return more.columns.find((candidate) => candidate.stage === stage);
    },
    [path, funnel, filter, q, laneBy],
  );

  const deep = useMemo(
    () =>
      new DeepColumns({
        loaded: () => client.getQueryData<Board>(key),
        page: (slot, cursor) => pageOf(slot, cursor, DEEP_PAGE),
        take: (column) => {
          if (held.current > 0) missed.current = true;
          else client.setQueryData<Board>(key, (board) => board && deepen(board, column));
        },
      }),
    [client, key, pageOf],
  );

  const query = useQuery({
    queryKey: key,
    enabled: ready,
    queryFn: async ({ signal }) => {
      const shown = client.getQueryData<Board>(key);
      if (shown && held.current > 0) {
        missed.current = true;
        return shown;
      }
      const fresh = await readBoard(asked, signal);
      const now = client.getQueryData<Board>(key);
      if (!now) return fresh;
      // Asked for before a card was taken in hand.
      if (held.current > 0) {
        missed.current = true;
        return now;
      }
      // Only once what is returned here is shown.
      setTimeout(() => void deep.follow(fresh));
      return layOver(now, fresh);
    },
  });

  const change = useCallback(
    (next: (board: Board) => Board) => client.setQueryData<Board>(key, (board) => board && next(board)),
    [client, key],
  );

  /** Keeps news away until the returned function is called. */
  const hold = useCallback(() => {
    held.current += 1;
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
    async (slot: Slot) => {
      const column = client.getQueryData<Board>(key)?.columns.find((candidate) => sameSlot(candidate, slot));
      const cursor = column?.nextCursor;
      const name = `${slot.stage} ${slot.lane} ${cursor}`;
      if (!cursor || loading.current.has(name)) return;
      loading.current.add(name);
      try {
        const page = await pageOf(slot, cursor, NEXT_PAGE);
        if (page) change((board) => appendPage(board, { ...page, ...slot }));
      } catch {
        // Tried again at the next scroll: the cards already loaded stay usable.
      } finally {
        loading.current.delete(name);
      }
    },
    [client, key, pageOf, change],
  );

  const settle = useCallback(() => client.invalidateQueries({ queryKey: key }), [client, key]);

  return { query, change, hold, loadMore, settle };
}
