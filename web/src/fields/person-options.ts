import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../data/client.ts';
import { keys } from '../data/keys.ts';

export interface PersonOption {
  id: string;
  name: string;
  active: boolean;
}

/** People whose names hold `text`, for pickers. */
export function usePeopleOptions(text: string, enabled = true) {
  return useQuery({
    queryKey: keys.people('options', text),
    queryFn: async () => (await api.get<{ items: PersonOption[] }>('/users/options', { q: text })).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });
}

/** The name of a person by id; undefined while it loads or when it is not known. */
export function usePersonName(id: string | null | undefined): string | undefined {
  const everyone = usePeopleOptions('', Boolean(id)).data;
  return everyone?.find((person) => person.id === id)?.name;
}
