import type { Notification } from '@etapa/shared/api/notifications';
import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { SavedRule } from '@etapa/shared/api/rules';
import { newId } from '../../store/ids.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import { FAILURES_TO_PAUSE, RuleHealth } from './health.ts';

const TYPE = {
  key: 'job',
  name: 'Job',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'number' },
  ],
};

const RULE = {
  key: 'mark',
  name: 'Mark it',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [{ id: 't', kind: 'task.create', title: 'Look' }],
};

describe('a rule', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
    expect((await call('POST', '/entity-types', TYPE)).statusCode).toBe(201);
  }, 30_000);
  afterAll(() => app?.stop());

  const call = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object, token?: string) =>
    app.inject({ method, url: `/api/v1${url}`, body, ...(token ? { token } : {}) });
  const get = async <T>(url: string, token?: string): Promise<T> => (await call('GET', url, undefined, token)).json();
  const addRule = async (own: object): Promise<SavedRule> => {
    const answer = await call('POST', '/entity-types/job/rules', { ...RULE, ...own });
    expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
    return answer.json();
  };
  const rule = (key: string) => get<SavedRule>(`/entity-types/job/rules/${key}`);
  const save = (key: string, body: object) => call('PUT', `/entity-types/job/rules/${key}`, body);
  const told = async (kind: string, token?: string) => {
    const { items } = await get<{ items: Notification[] }>('/notifications?limit=200', token);
    return items.filter((each) => each.kind === kind);
  };
  const fail = (ruleId: string, recordId = newId()) =>
    app.database.transaction((tx) =>
      app
        .get(RuleHealth)
        .runFailed(
          tx,
          { id: newId(), ruleId, recordId, cause: { correlation: newId(), depth: 1 } },
          'It does not work.',
        ),
    );

  it('that fails tells its designers once for a burst, and nobody else', async () => {
    const { id } = await addRule({ key: 'burst', name: 'Burst', trigger: { kind: 'record.updated' } });
    const record = (await call('POST', '/entity-types/job/records', { doc: { title: 'One' } })).json();
    const member = await app.addUser(['member']);
    await fail(id, record.id);
    await fail(id);
    await fail(id);
    const notices = await told('rule.failed');
    expect(notices).toMatchObject([{ text: 'Burst', entityType: 'job', recordId: record.id, data: { rule: 'burst' } }]);
    expect(await told('rule.failed', member.token)).toEqual([]);
  });

  it('that fails on 50 records in a row is paused and says so; saving it lets it run again', async () => {
    const { id } = await addRule({ key: 'doomed', name: 'Doomed', trigger: { kind: 'record.updated' } });
    const { id: again } = (await call('POST', '/entity-types/job/records', { doc: { title: 'Again' } })).json();
    // Twice on one record counts once, and those who fail at the same time are all counted.
    await fail(id, again);
    await fail(id, again);
    await Promise.all(Array.from({ length: FAILURES_TO_PAUSE - 2 }, () => fail(id)));
    expect(await rule('doomed')).toMatchObject({ enabled: true, paused: null });
    await fail(id);
    expect(await rule('doomed')).toMatchObject({
      enabled: false,
      paused: { failures: 50, reason: 'It does not work.', since: expect.any(String) },
    });
    await fail(id);
    expect(await told('rule.paused')).toMatchObject([{ text: 'Doomed', data: { rule: 'doomed', failures: 50 } }]);
    const { items } = await get<{ items: object[] }>('/audit?action=rule.paused');
    expect(items).toMatchObject([{ target: { rule: 'doomed' } }]);
    const saved = await save('doomed', { ...(await rule('doomed')), enabled: true });
    expect(saved.json()).toMatchObject({ enabled: true, paused: null, version: 2 });
    await fail(id, again);
    expect(await rule('doomed')).toMatchObject({ enabled: true, paused: null });
  });

  it('that does well once in between is not paused', async () => {
    const isDone = async (record: string) =>
      (await get<{ items: RuleRun[] }>(`/rule-runs?record=${record}&rule=shaky&status=done`)).items.length > 0;
    const { id } = await addRule({ key: 'shaky' });
    const { id: first } = (await call('POST', '/entity-types/job/records', { doc: { title: 'First' } })).json();
    await until(() => isDone(first));
    await fail(id, first);
    await Promise.all(Array.from({ length: FAILURES_TO_PAUSE - 2 }, () => fail(id)));
    const record = (await call('POST', '/entity-types/job/records', { doc: { title: 'Two' } })).json();
    await until(() => isDone(record.id));
    await fail(id);
    expect(await rule('shaky')).toMatchObject({ enabled: true, paused: null, recent: { runs: 2, failed: 0 } });
  });

  it('is switched on unless it says otherwise', async () => {
    expect(await addRule({ key: 'silent', enabled: undefined })).toMatchObject({ enabled: true });
    expect(await addRule({ key: 'asleep', enabled: false })).toMatchObject({ enabled: false });
  });

  it('has a version for each save, shows them, and goes back to one', async () => {
    await addRule({ key: 'kept', name: 'First' });
    expect((await save('kept', { ...RULE, key: 'kept', name: 'Second' })).json()).toMatchObject({ version: 2 });
    const { items } = await get<{ items: object[] }>('/entity-types/job/rules/kept/versions');
    expect(items).toMatchObject([
      { version: 2, definition: { name: 'Second' }, createdBy: { kind: 'user', id: app.admin.id } },
      { version: 1, definition: { name: 'First' } },
    ]);
    const restored = await call('POST', '/entity-types/job/rules/kept/versions/1/restore');
    expect(restored.json()).toMatchObject({ name: 'First', version: 3 });
    expect((await call('POST', '/entity-types/job/rules/kept/versions/9/restore')).statusCode).toBe(404);
    const member = await app.addUser(['member']);
    const denied = await call('POST', '/entity-types/job/rules/kept/versions/1/restore', undefined, member.token);
    expect(denied.statusCode).toBe(403);
  });

  it('that someone else saved meanwhile is not overwritten unawares', async () => {
    const mine = await addRule({ key: 'shared' });
    expect((await save('shared', { ...mine, name: 'Theirs' })).json()).toMatchObject({ version: 2, name: 'Theirs' });
    const stale = await save('shared', { ...mine, name: 'Mine' });
    expect(stale.json()).toMatchObject({
      status: 409,
      code: 'version_conflict',
      current: { version: 2, name: 'Theirs' },
    });
    const { version: _, ...unversioned } = mine;
    expect((await save('shared', { ...unversioned, name: 'Last' })).json()).toMatchObject({ version: 3 });
  });

  it('that names somebody who has left is warned about, and goes on', async () => {
    const { id: leaver } = await app.addUser(['member'], 'Otto');
    await addRule({ key: 'names', steps: [{ id: 't', kind: 'task.create', title: 'Look', assignee: leaver }] });
    expect(await rule('names')).toMatchObject({ warnings: [] });
    await app.database.query('UPDATE users SET active = false WHERE id = $1', [leaver]);
    expect(await rule('names')).toMatchObject({
      enabled: true,
      broken: null,
      warnings: [{ path: '/steps/0/assignee', code: 'inactive_user', userId: leaver }],
    });
  });

  it('whose type loses what it refers to is marked broken and does not run, until either is mended', async () => {
    const when = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1 }] };
    await addRule({ key: 'asks', name: 'Asks', when });
    await addRule({ key: 'fine', name: 'Fine' });
    const [title, ...others] = TYPE.fields;
    await publish({ ...TYPE, fields: [title] });
    await until(async () => (await rule('asks')).broken !== null);
    expect((await rule('asks')).broken).toMatchObject({
      problem: expect.stringContaining('amount'),
      faults: [{ path: '/when/rules/0/field', code: 'unknown_field' }],
    });
    expect(await rule('asks')).toMatchObject({ enabled: false });
    expect(await rule('fine')).toMatchObject({ enabled: true, broken: null });
    expect(await told('rule.broken')).toMatchObject([{ text: 'Asks', data: { rules: [{ rule: 'asks' }] } }]);
    expect((await get<{ items: object[] }>('/audit?action=rule.broken')).items).toMatchObject([
      { target: { rule: 'asks' } },
    ]);
    const record = (await call('POST', '/entity-types/job/records', { doc: { title: 'Three' } })).json();
    await until(async () => {
      const { items } = await get<{ items: RuleRun[] }>(`/rule-runs?record=${record.id}&rule=fine`);
      return items.length > 0;
    });
    expect((await get<{ items: RuleRun[] }>(`/rule-runs?record=${record.id}&rule=asks`)).items).toEqual([]);
    // Once more without a change that matters: nobody is told again.
    await publish({ ...TYPE, fields: [title], name: 'Task' });
    await until(async () => (await get<{ version: number }>('/entity-types/job')).version === 3);
    await publish({ ...TYPE, fields: [title, ...others] });
    await until(async () => (await rule('asks')).broken === null);
    expect(await rule('asks')).toMatchObject({ enabled: true });
    expect(await told('rule.broken')).toHaveLength(1);
  });

  it('that makes or follows records of another type breaks when that one changes, or goes', async () => {
    const target = { ...TYPE, key: 'plan', name: 'Plan' };
    expect((await call('POST', '/entity-types', target)).statusCode).toBe(201);
    const doc = { title: 'x', amount: 1 };
    await addRule({
      key: 'makes',
      name: 'Makes',
      steps: [{ id: 'c', kind: 'record.create', entityType: 'plan', doc }],
    });
    const [title, ...others] = target.fields;
    await publish({ ...target, fields: [title] });
    await until(async () => (await rule('makes')).broken !== null);
    expect((await rule('makes')).broken?.faults).toMatchObject([{ path: '/steps/0/doc/amount' }]);
    await publish({ ...target, fields: [title, ...others] });
    await until(async () => (await rule('makes')).broken === null);
    await app.database.query(`UPDATE entity_types SET deleted_at = now() WHERE key = 'plan'`);
    await log('plan', 'entity_type.deleted', {});
    await until(async () => (await rule('makes')).broken !== null);
  });

  async function publish(definition: { key: string; [more: string]: unknown }): Promise<void> {
    const url = `/entity-types/${definition.key}`;
    const { revision } = await get<{ revision: number }>(`${url}?version=draft`);
    expect((await call('PUT', `${url}/draft`, { ...definition, revision })).statusCode).toBe(200);
    const { references } = (await call('POST', `${url}/draft/check`)).json();
    const accept = references.map(({ id }: { id: string }) => id);
    const published = await call('POST', `${url}/publish`, { accept });
    expect([published.statusCode, published.json()]).toEqual([200, expect.anything()]);
  }

  async function log(entityType: string, kind: string, data: object): Promise<void> {
    const actor = JSON.stringify({ kind: 'user', id: app.admin.id });
    await app.database.query(
      `INSERT INTO events (id, at, entity_type, kind, data, actor, cause)
       VALUES ($1, now(), $2, $3, $4, $5, $6)`,
      [newId(), entityType, kind, JSON.stringify(data), actor, JSON.stringify({ correlation: newId(), depth: 0 })],
    );
  }
});
