import type { AuditEntry } from '@etapa/shared/api/audit';
import { RuleWorld } from '../../testing/rule-world.ts';
import { DAY } from '../../testing/simulated-clock.ts';

describe('what a rule does', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start();
  }, 60_000);
  afterAll(() => world?.stop());

  const audit = (query: string) =>
    world.ok<{ items: AuditEntry[]; nextCursor: string | null }>('GET', `/audit?${query}`);

  it('stands in the audit among what people did, with rule, version and run', async () => {
    const steps = [
      { id: 'u', kind: 'record.update', set: { note: 'seen' } },
      { id: 't', kind: 'task.create', title: 'Call' },
    ];
    await world.rule('greets', { kind: 'record.created' }, steps);
    const record = await world.deal();
    const run = await world.run('greets', record, 'done');
    world.clock.advance(40 * DAY);
    await world.ok('PATCH', '/organization', { name: 'Acme' });
    const actor = { kind: 'rule', id: 'greets', version: 1, runId: run.id };
    const of = (action: string, stepId: string) => ({
      action,
      actor,
      target: { entityType: 'deal', record },
      data: { rule: 'greets', ruleVersion: 1, runId: run.id, stepId },
    });
    const { items } = await audit('limit=200');
    // Whoever follows the record was told, too.
    const others = items.filter(({ action }) => action !== 'notification.created');
    expect(others.slice(0, 3)).toMatchObject([
      { action: 'organization.updated', actor: { kind: 'user' } },
      of('task.created', 't'),
      of('record.updated', 'u'),
    ]);
    expect(items.map(({ action }) => action)).toContain('rule.saved');
    expect((await audit('action=record.updated')).items).toMatchObject([of('record.updated', 'u')]);
    expect((await audit(`user=${world.app.admin.id}`)).items.every(({ actor: { kind } }) => kind === 'user')).toBe(
      true,
    );
    // Page by page the same, each entry once.
    const paged: AuditEntry[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof audit>> = await audit(`limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(items);
  }, 30_000);
});
