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
 * The names of people by id, of everybody there is. One who is not among those that pickers show is asked for, and
 * undefined until the answer comes, which draws the caller anew.
 */
export function usePersonNames(enabled = true): (id: string | null | undefined) => string | undefined {
  const everyone = usePeopleOptions('', enabled).data;
  const known = useMemo(() => everyone && new Map(everyone.map(({ id, name }) => [id, name])), [everyone]);
  const wanted = useRef(new Set<string>());
  const [others, setOthers] = useState<string[]>([]);
  const found = useQueries({
    queries: others.map((id) => ({
      queryKey: keys.people('name', id),
      queryFn: () => named(id),
      staleTime: 60_000,
    })),
    combine: namesOf,
  });
  return useCallback(
    (id) => {
      if (!id) return undefined;
      const name = known?.get(id) ?? found[id];
      if (name === undefined && known && !wanted.current.has(id)) {
        wanted.current.add(id);
        // Names are looked up while drawing; what that asks for begins after it.
        queueMicrotask(() => setOthers([...wanted.current]));
      }
      return name;
    },
    [known, found],
  );
}

/** The name of a person by id; undefined while it loads or when it is not known. */
export function usePersonName(id: string | null | undefined): string | undefined {
  return usePersonNames(Boolean(id))(id);
}

const namesOf = (answers: { data?: PersonOption | null }[]): { [id: string]: string } =>
  Object.fromEntries(answers.flatMap(({ data }) => (data ? [[data.id, data.name]] : [])));
