import type { InspectedDiagram } from '@etapa/shared/api/bpmn';
import type { BuiltinPackage, PackageDifference } from '@etapa/shared/api/packages';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, apiUrl } from './client.ts';
import { keys } from './keys.ts';

/** A ready process as the gallery shows it. */
export type ReadyPackage = BuiltinPackage;

export const packagesQuery = queryOptions({
  queryKey: keys.packages(),
  queryFn: async () => (await api.get<{ items: ReadyPackage[] }>('/packages/builtin')).items,
});

export function useInstallPackage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { builtin: string; samples: boolean }) => api.post('/packages/install', wanted),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.packages() }),
        client.invalidateQueries({ queryKey: keys.entityTypes() }),
        client.invalidateQueries({ queryKey: keys.me() }),
      ]),
  });
}

export type Difference = PackageDifference;
export type Diagram = InspectedDiagram;

/** A package document, or the name of one that comes ready: whatever was in a file. */
export type SentPackage = { [member: string]: unknown };

export interface InstallOptions {
  people?: 'me';
  publish?: boolean;
}

export interface Installed {
  entityTypes: string[];
  drafts: string[];
  waiting: { kind: string; name: string }[];
}

/** What a package would do. @throws ProblemError `malformed` with places in it, for what is none */
export const inspectPackage = (document: SentPackage, how: InstallOptions) =>
  api.post<Difference>(`/packages/inspect${queryText(how)}`, document);

/** What a diagram would be. @param into key of the type whose draft it adds to */
export function inspectDiagram(file: File, into?: string): Promise<Diagram> {
  const form = new FormData();
  form.set('file', file, file.name);
  return api.upload<Diagram>('/bpmn/inspect', form, { into });
}

export function useInstallDocument() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ document, how }: { document: SentPackage; how: InstallOptions }) =>
      api.post<Installed>(`/packages/install${queryText(how)}`, document),
    // Definitions, drafts, rules, views and reports: nearly everything may be new.
    onSuccess: () => client.invalidateQueries(),
  });
}

const queryText = ({ people, publish }: InstallOptions): string => {
  const search = new URLSearchParams();
  if (people) search.set('people', people);
  if (publish === false) search.set('publish', 'false');
  return search.size > 0 ? `?${search}` : '';
};

/** Processes as one file. @param linked with those they link to */
export async function exportPackage(entityType: string, linked: boolean): Promise<File> {
  const document = await api.post<{ key: string; version: string }>('/packages/export', {
    entityTypes: [entityType],
    linked,
  });
  const name = `${document.key}-${document.version}.json`;
  return new File([`${JSON.stringify(document, null, 2)}\n`], name, { type: 'application/json' });
}

/** Address of a process as a diagram, its names in a language. */
export const diagramUrl = (entityType: string, language: string): string =>
  apiUrl(`/entity-types/${entityType}/export.bpmn`, { language });
