import type { PublishedDefinition } from '@etapa/shared/api/entity-types';
import type { EntityType, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type PublishedType = PublishedDefinition;

export const entityTypesQuery = queryOptions({
  queryKey: keys.entityTypes(),
  queryFn: async () => (await api.get<{ items: PublishedType[] }>('/entity-types', { limit: 200 })).items,
  staleTime: 60_000,
});

/** Definitions the reader may see, or undefined while they load. */
export const useEntityTypes = () => useQuery(entityTypesQuery).data;

/** One definition, or undefined while it loads or when the reader may not see it. */
export function useEntityType(key: string): PublishedType | undefined {
  return useEntityTypes()?.find((type) => type.key === key);
}

export function findStage(
  type: EntityType | undefined,
  funnel: string | null,
  stage: string | null,
): Stage | undefined {
  const funnels: Funnel[] = type?.funnels ?? [];
  const own = funnels.find((one) => one.key === funnel) ?? funnels[0];
  return own?.stages.find((one) => one.key === stage);
}
