import type { PresentDesigner } from '@etapa/shared/api/design-presence';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

const path = (entityType: string) => `/entity-types/${entityType}/draft/presence`;

/** Milliseconds between two signs of life. */
const BEAT = 10_000;

/** Says that the reader is in the builder, again and again while it is looked at, and hears who else is. */
export const presenceQuery = (entityType: string, part: () => string) =>
  queryOptions({
    queryKey: keys.draft(entityType, 'presence'),
    queryFn: async () => (await api.post<{ items: PresentDesigner[] }>(path(entityType), { part: part() })).items,
    refetchInterval: BEAT,
    staleTime: 0,
    gcTime: 0,
    // Nobody needs to hear that it could not be said: the next beat says it.
    retry: false,
  });

/** Says that the reader has left. */
export const leaveDesign = (entityType: string) => api.delete(path(entityType)).catch(() => undefined);
