import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { api } from '../data/client.ts';
import { keys } from '../data/keys.ts';
import { named, type PersonOption } from './person-names.ts';

/** People whose names hold `text`, for pickers: as many as a list shows, see `/users/options`. */
export function usePeopleOptions(text: string, enabled = true) {
  return useQuery({
    queryKey: keys.people('options', text),
    queryFn: async () => (await api.get<{ items: PersonOption[] }>('/users/options', { q: text })).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });
}

/**
 * The names of people by id, of everybody there is. One who is not among those that pickers show is asked for: empty until
 * the answer comes, which draws the caller anew, so that nobody passes for unknown meanwhile; undefined for nobody.
 */
export function usePersonNames(enabled = true): (id: string | null | undefined) => string | undefined {
  const { data: everyone, isError } = usePeopleOptions('', enabled);
  const known = useMemo(() => everyone && new Map(everyone.map(({ id, name }) => [id, name])), [everyone]);
  const wanted = useRef(new Set<string>());
  const [others, setOthers] = useState<string[]>([]);
  const queries = others.map((id) => ({
    queryKey: keys.people('name', id),
    queryFn: () => named(id),
    staleTime: 60_000,
  }));
  const combine = useCallback((answers: Answered[]) => namesOf(others, answers), [others]);
  const found = useQueries({ queries, combine });
  return useCallback(
    (id) => {
      if (!id) return undefined;
      const name = known?.get(id) ?? found[id];
      if (name !== undefined) return name ?? undefined;
      if (known && !wanted.current.has(id)) {
        wanted.current.add(id);
        // Names are looked up while drawing; what that asks for begins after it.
        queueMicrotask(() => setOthers([...wanted.current]));
      }
      return isError ? undefined : '';
    },
    [known, found, isError],
  );
}

/** The name of a person by id; empty while it loads, undefined when there is none. */
export function usePersonName(id: string | null | undefined): string | undefined {
  return usePersonNames(Boolean(id))(id);
}

interface Answered {
  data?: PersonOption | null;
  isPending: boolean;
}

/** Null for those who are not there or whose names could not be read. */
function namesOf(ids: string[], answers: Answered[]) {
  const names: { [id: string]: string | null } = {};
  for (const [at, { data, isPending }] of answers.entries()) {
    const id = ids[at];
    if (id !== undefined && !isPending) names[id] = data?.name ?? null;
  }
  return names;
}
