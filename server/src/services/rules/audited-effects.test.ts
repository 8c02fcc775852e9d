import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditEntry } from '@etapa/shared/api/audit';
import { RuleWorld } from '../../testing/rule-world.ts';
import { DAY } from '../../testing/simulated-clock.ts';

/** Whoever follows the record is told a little later. */
const withoutNotices = (entries: AuditEntry[]) => entries.filter(({ action }) => action !== 'notification.created');

describe('what a rule does', () => {
  let world: RuleWorld;
  let outside: Server;
  beforeAll(async () => {
    world = await RuleWorld.start({ env: { ETAPA_HTTP_ALLOW: '127.0.0.1', ETAPA_LOG_LEVEL: 'silent' } });
    outside = createServer((request, response) => response.writeHead(request.url === '/not' ? 403 : 200).end());
    await new Promise<void>((listening) => outside.listen(0, '127.0.0.1', listening));
  }, 60_000);
  afterEach(() => world.removeRules());
  afterAll(async () => {
    outside?.closeAllConnections();
    outside?.close();
    await world?.stop();
  });

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
    const others = withoutNotices(items);
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
    expect(withoutNotices(paged)).toEqual(others);
  }, 30_000);

  it('names it with rule, version and run, whatever it is: within Etapa and outside', async () => {
    const host = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
    const { id: colleague } = await world.app.addUser(['admin'], 'Ada');
    const call = { kind: 'http.request', method: 'POST', url: `http://${host}/key?token=secret` };
    const steps: { id: string; [parameter: string]: unknown }[] = [
      { id: 'update', kind: 'record.update', set: { note: 'seen' } },
      { id: 'task', kind: 'task.create', title: 'Call' },
      { id: 'comment', kind: 'comment.add', text: 'Hello' },
      { id: 'tag', kind: 'tag.add', tags: ['hot'] },
      { id: 'notice', kind: 'notify', to: colleague, text: 'Look' },
      { id: 'email', kind: 'email.send', to: 'ann@example.com', subject: 'Hello', body: 'Hello' },
      { id: 'call', ...call },
      { id: 'assign', kind: 'record.assign', to: colleague },
      { id: 'move', kind: 'record.move', stage: 'proposal' },
      { id: 'create', kind: 'record.create', entityType: 'deal', doc: { title: 'Next' } },
      { id: 'refused', ...call, url: `http://${host}/not` },
    ];
    const first = { combinator: 'and', rules: [{ field: '$title', operator: '=', value: 'Benches' }] };
    await world.rule('everything', { kind: 'record.created' }, steps, { when: first });
    const record = await world.deal();
    const run = await world.run('everything', record, 'failed');
    const by = { actor: { kind: 'rule', id: 'everything', version: 1, runId: run.id } };
    const { items } = await audit('limit=200');
    for (const { id: stepId } of steps) {
      const data = { rule: 'everything', ruleVersion: 1, runId: run.id, stepId };
      const own = items.filter((entry) => entry.data.runId === run.id && entry.data.stepId === stepId);
      expect([stepId, own[0]]).toMatchObject([stepId, { ...by, data }]);
    }
    const timeline = await world.ok<{ items: { kind: string; actor: object; cause: object; data: object }[] }>(
      'GET',
      `/entity-types/deal/records/${record}/timeline?limit=200`,
    );
    const calls = timeline.items.filter(({ kind }) => kind === 'request.answered');
    expect(calls).toMatchObject([
      { ...by, cause: { stepId: 'refused', ruleName: 'everything' }, data: { method: 'POST', host, status: 403 } },
      { ...by, cause: { stepId: 'call' }, data: { method: 'POST', host, status: 200 } },
    ]);
    // An address may hold secrets.
    expect(JSON.stringify([items, timeline])).not.toContain('token=secret');
    const grants = [{ entityType: 'deal', actions: ['read'], scope: 'all', fields: { read: ['title'] } }];
    await world.ok('POST', '/roles', { key: 'guest', name: 'Guest', grants });
    const { token } = await world.app.addUser(['guest']);
    const seen = await world.app.inject({ url: `/api/v1/entity-types/deal/records/${record}/timeline`, token });
    expect(seen.body).toContain('request.answered');
    expect(seen.body).not.toContain('127.0.0.1');
  }, 60_000);
});
