import type {
  Decisions,
  DefinitionVersion,
  DraftDefinition,
  DraftEffect,
  PublishedDefinition,
  PublishedNow,
} from '@etapa/shared/api/entity-types';
import type { Job } from '@etapa/shared/api/jobs';
import type { Edit } from '@etapa/shared/definition/edit';
import type { EntityType, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { ownView } from './own-view.ts';
import { meQuery } from './session.ts';

export type PublishedType = PublishedDefinition;
export type { DraftDefinition, DraftEffect };

export const entityTypesQuery = queryOptions({
  queryKey: keys.entityTypes(),
  queryFn: async ({ client }) => {
    const [{ items }, me] = await Promise.all([
      api.get<{ items: PublishedType[] }>('/entity-types', { limit: 200 }),
      client.ensureQueryData(meQuery),
    ]);
    return items.map((type) => ownView(type, me));
  },
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

const path = (key: string) => `/entity-types/${key}`;

/** The definition as it is being changed, with the revision that the next save must carry. */
export const draftQuery = (key: string) =>
  queryOptions({
    queryKey: keys.draft(key),
    queryFn: () => api.get<DraftDefinition>(path(key), { version: 'draft' }),
    // What is being typed here is newer than what the server has.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** @throws ProblemError `version_conflict` with the `current` draft when someone else saved it meanwhile */
export const saveDraft = (key: string, revision: number, definition: EntityType) =>
  api.put<DraftDefinition>(`${path(key)}/draft`, { revision, definition });

/** Makes edits to the draft on the server. @throws ProblemError as `saveDraft` does */
export const editDraft = (key: string, revision: number, edits: Edit[]) =>
  api.post<DraftDefinition>(`${path(key)}/draft/edits`, { revision, edits });

/** The definition as it was published under a number. */
export const definitionVersion = (key: string, version: number) =>
  api.get<PublishedType>(path(key), { version: String(version) });

export const draftEffectQuery = (key: string, revision: number) =>
  queryOptions({
    queryKey: keys.draft(key, 'effect', revision),
    queryFn: () => api.post<DraftEffect>(`${path(key)}/draft/check`),
    gcTime: 0,
  });

export const definitionVersionsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.draft(key, 'versions'),
    queryFn: async () => (await api.get<{ items: DefinitionVersion[] }>(`${path(key)}/versions`)).items,
  });

export const conversionQuery = (jobId: string) =>
  queryOptions({
    queryKey: keys.jobs(jobId),
    queryFn: () => api.get<Job>(`/jobs/${jobId}`),
    refetchInterval: ({ state }) =>
      state.data && state.data.status !== 'queued' && state.data.status !== 'running' ? false : 500,
  });

/**
 * Publishes the draft, or an earlier version again.
 *
 * @param onPublished hears of the job at once: what is read anew afterwards replaces the screen that asked
 */
export function usePublish(key: string, onPublished: (jobId: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...decisions }: Decisions & { version?: number }) =>
      api.post<PublishedNow>(
        version === undefined ? `${path(key)}/publish` : `${path(key)}/versions/${version}/restore`,
        decisions,
      ),
    onSuccess: async ({ jobId }) => {
      onPublished(jobId);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.entityTypes() }),
        client.invalidateQueries({ queryKey: keys.draft(key) }),
        client.invalidateQueries({ queryKey: keys.records(key) }),
        client.invalidateQueries({ queryKey: keys.rules(key) }),
      ]);
    },
  });
}

/** Makes a type, published at once. @throws ProblemError `duplicate` where the key is taken */
export function useCreateType() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (definition: EntityType) => api.post<PublishedType>('/entity-types', definition),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.entityTypes() }),
        client.invalidateQueries({ queryKey: keys.me() }),
      ]),
  });
}

/**
 * Puts a type with all its records into the trash, or takes it out of there.
 * @throws ProblemError where others refer to it, unless it is to go all the same (`force`)
 */
export function useTypeTrash() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, restore, force }: { key: string; restore: boolean; force?: boolean }) =>
      restore ? api.post(`${path(key)}/restore`) : api.delete(path(key), { confirm: key, force }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.entityTypes() }),
  });
}

/** How many live records each stage of a funnel holds. */
export const stageCountsQuery = (key: string, funnel: string) =>
  queryOptions({
    queryKey: keys.records(key, 'stage-counts', funnel),
    queryFn: async () => {
      const board = await api.get<{ columns: { stage: string; count: number }[] }>(`${path(key)}/board`, {
        funnel,
        perColumn: 1,
      });
      return new Map(board.columns.map(({ stage, count }) => [stage, count]));
    },
  });
