import type { TestApp } from './app.ts';

/** A small entity type with a file field and a private corner: role `own` reads one's own records only. */
export async function makeJobType(app: TestApp): Promise<void> {
  const type = {
    key: 'job',
    name: 'Job',
    titleField: 'title',
    fields: [
      { key: 'title', label: 'Title', kind: 'text', required: true },
      { key: 'papers', label: 'Papers', kind: 'files' },
      { key: 'contract', label: 'Contract', kind: 'file' },
    ],
    funnels: [
      {
        key: 'main',
        name: 'Main',
        transitions: 'free',
        stages: [
          { key: 'todo', name: 'To do', group: 'open' },
          { key: 'done', name: 'Done', group: 'won' },
        ],
      },
    ],
  };
  const made = await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: type });
  if (made.statusCode !== 201) throw new Error(made.body);
  const own = {
    key: 'own',
    name: 'Own',
    grants: [{ entityType: 'job', actions: ['read', 'create', 'update', 'move'], scope: 'own' }],
  };
  const role = await app.inject({ method: 'POST', url: '/api/v1/roles', body: own });
  if (role.statusCode !== 201) throw new Error(role.body);
}

/** A record of that type. */
export async function makeJob(app: TestApp, doc: object, ownerId?: string): Promise<{ id: string; number: number }> {
  const body = { doc, ...(ownerId ? { ownerId } : {}) };
  const made = await app.inject({ method: 'POST', url: '/api/v1/entity-types/job/records', body });
  if (made.statusCode !== 201) throw new Error(made.body);
  return made.json();
}
