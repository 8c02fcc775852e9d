import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { Task } from '@etapa/shared/api/tasks';
import { type TestApp, testApp } from '../../testing/app.ts';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { until } from '../../testing/until.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'flag', label: 'Flag', kind: 'text' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'proposal', name: 'Proposal', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

describe('rules', () => {
  let queue: QueueBackend;
  let app: TestApp;
  beforeAll(async () => {
    queue = await queueBackend();
    app = await testApp({ redisUrl: queue.redisUrl });
    expect((await post('/entity-types', DEAL)).statusCode).toBe(201);
  }, 60_000);
  afterAll(async () => {
    await app?.stop();
    await queue?.stop();
  });

  const base = '/api/v1';
  const post = (url: string, body: object) => app.inject({ method: 'POST', url: base + url, body });
  const list = async <T>(url: string): Promise<T[]> => (await app.inject({ url: base + url })).json().items;
  const addRule = async (rule: object) => {
    const answer = await post('/entity-types/deal/rules', { enabled: true, ...rule });
    expect(answer.json()).toMatchObject({ version: 1 });
  };
  const create = async (doc: object, more: object = {}): Promise<{ id: string }> =>
    (await post('/entity-types/deal/records', { doc, ...more })).json();
  const patch = (id: string, doc: object) =>
    app.inject({ method: 'PATCH', url: `${base}/entity-types/deal/records/${id}`, body: { doc } });
  const runs = (record: string, rule: string) => list<RuleRun>(`/rule-runs?record=${record}&rule=${rule}`);
  const ended = (record: string, rule: string, count = 1): Promise<RuleRun[]> =>
    until(async () => {
      const found = await runs(record, rule);
      const over = found.filter(({ status }) => status !== 'running' && status !== 'waiting');
      return over.length >= count && found;
    });
  const tasks = (record: string) => list<Task>(`/tasks?record=${record}`);
  const remove = (rule: string) => app.inject({ method: 'DELETE', url: `${base}/entity-types/deal/rules/${rule}` });

  it('make a task for the owner when a card enters a stage, and say so on the timeline', async () => {
    await addRule({
      key: 'call-back',
      name: 'Call back',
      trigger: { kind: 'stage.entered', stages: ['proposal'] },
      when: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 1000 }] },
      steps: [{ id: 't1', kind: 'task.create', title: 'Call: {{ title }}', assignee: '= record.owner', due: 'PT2H' }],
    });
    const { id } = await create({ title: 'Benches', amount: 1500 });
    const before = Date.now();
    await post(`/entity-types/deal/records/${id}/move`, { stage: 'proposal' });
    const [run] = await ended(id, 'call-back');
    expect(run).toMatchObject({ status: 'done', ruleVersion: 1, steps: [{ id: 't1', status: 'done' }] });
    const [task, ...others] = await tasks(id);
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      title: 'Call: Benches',
      assigneeId: app.admin.id,
      createdBy: { kind: 'rule', id: 'call-back', version: 1, runId: run?.id },
    });
    const due = Date.parse(task?.dueAt ?? '') - before;
    expect(due).toBeGreaterThanOrEqual(7_200_000);
    expect(due).toBeLessThan(7_230_000);
    const timeline = await list<{ kind: string; cause?: object }>(`/entity-types/deal/records/${id}/timeline`);
    expect(JSON.stringify(timeline)).toContain('call-back');
  });

  it('do not fire when the condition says no, nor for another stage', async () => {
    const { id } = await create({ title: 'Small', amount: 10 });
    await post(`/entity-types/deal/records/${id}/move`, { stage: 'proposal' });
    await post(`/entity-types/deal/records/${id}/move`, { stage: 'won' });
    const other = await create({ title: 'Made there', amount: 5000 }, { stage: 'proposal' });
    await ended(other.id, 'call-back');
    expect(await runs(id, 'call-back')).toEqual([]);
    await remove('call-back');
  });

  it('go into the branch that the record meets, and see what earlier steps gave', async () => {
    await addRule({
      key: 'branches',
      name: 'Branches',
      trigger: { kind: 'record.created' },
      steps: [
        { id: 'u1', kind: 'record.update', set: { flag: '= upper case(title)', amount: '= amount * 1.005' } },
        {
          id: 'b1',
          kind: 'branch',
          when: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 100 }] },
          then: [{ id: 'big', kind: 'task.create', title: 'Big, version {{ steps.u1.version }}' }],
          else: [{ id: 'small', kind: 'task.create', title: 'Small' }],
        },
        { id: 'n1', kind: 'notify', to: '= record.owner', text: '{{ flag }}: {{ amount }}' },
      ],
    });
    const { id } = await create({ title: 'Crates', amount: 1000 });
    const [run] = await ended(id, 'branches');
    expect(run?.steps.map(({ path }) => path)).toEqual(['u1', 'b1', 'b1/then/big', 'n1']);
    expect((await tasks(id)).map(({ title }) => title)).toEqual(['Big, version 2']);
    const record = (await app.inject({ url: `${base}/entity-types/deal/records/${id}` })).json();
    expect(record.doc).toMatchObject({ flag: 'CRATES', amount: 1005 });
    const told = await list<{ text: string }>('/notifications');
    expect(told.map(({ text }) => text)).toContain('CRATES: 1,005');
    await remove('branches');
  });

  it('fire on a chosen field only, and not on a write that changes nothing', async () => {
    await addRule({
      key: 'watch',
      name: 'Watch',
      trigger: { kind: 'record.updated', fields: ['amount'] },
      steps: [{ id: 't', kind: 'task.create', title: 'Amount is {{ amount }}, was {{ before.amount }}' }],
    });
    const { id } = await create({ title: 'Watched', amount: 1 });
    await patch(id, { flag: 'x' });
    await patch(id, { amount: 1 });
    await patch(id, { amount: 2 });
    await patch(id, { amount: 3 });
    await ended(id, 'watch', 2);
    expect((await tasks(id)).map(({ title }) => title).sort()).toEqual(
      ['Amount is 3, was 1', 'Amount is 3, was 2'].sort(),
    );
    expect(await runs(id, 'watch')).toHaveLength(2);
    await remove('watch');
  });

  it('that undo each other stop after ten links, and say so', async () => {
    const ping = (key: string, from: string, to: string) =>
      addRule({
        key,
        name: key,
        trigger: { kind: 'record.updated', fields: ['flag'] },
        when: { combinator: 'and', rules: [{ field: 'flag', operator: 'changedTo', value: from }] },
        steps: [{ id: 'u', kind: 'record.update', set: { flag: to } }],
      });
    await ping('ping', 'a', 'b');
    await ping('pong', 'b', 'a');
    const { id } = await create({ title: 'Loop' });
    await patch(id, { flag: 'a' });
    const stopped = await until(async () => {
      const all = [...(await runs(id, 'ping')), ...(await runs(id, 'pong'))];
      return all.some(({ status }) => status === 'stopped') && all;
    });
    expect(stopped.filter(({ status }) => status === 'done')).toHaveLength(10);
    const [last] = stopped.filter(({ status }) => status === 'stopped');
    expect(last?.error).toMatchObject({
      message: expect.stringContaining('10 times in a row'),
      code: 'chain',
      count: 10,
    });
    // Who designs the type is told, once, and the record's timeline says so too.
    const told = await list<{ kind: string; data: object }>('/notifications?limit=200');
    expect(told.filter(({ kind }) => kind === 'rule.looped')).toMatchObject([
      { text: last?.rule, recordId: id, data: { rule: last?.rule, runId: last?.id } },
    ]);
    expect(await list('/audit?action=rule.looped')).toMatchObject([{ target: { rule: last?.rule, record: id } }]);
    expect((await list(`/entity-types/deal/records/${id}/timeline?kind=rule`))[0]).toMatchObject({
      kind: 'rule.run',
      data: { status: 'stopped', error: { message: expect.stringContaining('10 times in a row') } },
    });
    await remove('ping');
    await remove('pong');
  }, 30_000);

  it('keep a step that fails in sight, and go on from it when asked', async () => {
    await addRule({
      key: 'fails',
      name: 'Fails',
      trigger: { kind: 'record.created' },
      steps: [
        { id: 'a', kind: 'task.create', title: 'First' },
        { id: 'b', kind: 'notify', to: '= flag', text: 'Never' },
      ],
    });
    const { id } = await create({ title: 'Nobody to tell' });
    const failing = await until(async () => {
      const [run] = await runs(id, 'fails');
      return run?.error ? run : undefined;
    });
    expect(failing).toMatchObject({
      status: 'failed',
      error: { message: 'There is nobody to tell: "to" came out empty.' },
    });
    await patch(id, { flag: app.admin.id });
    expect((await post(`/rule-runs/${failing.id}/retry`, {})).statusCode).toBe(200);
    const [run] = await ended(id, 'fails');
    expect(run).toMatchObject({
      status: 'done',
      steps: [
        { id: 'a', status: 'done' },
        { id: 'b', status: 'done' },
      ],
    });
    expect(await tasks(id)).toHaveLength(1);
    await remove('fails');
  });

  it("run in the order of the record's events", async () => {
    await addRule({
      key: 'order',
      name: 'Order',
      trigger: { kind: 'record.updated', fields: ['amount'] },
      steps: [{ id: 't', kind: 'task.create', title: '{{ before.amount }}' }],
    });
    const { id } = await create({ title: 'Ordered', amount: 0 });
    for (let amount = 1; amount <= 20; amount++) await patch(id, { amount });
    await ended(id, 'order', 20);
    const made = await app.database.query<{ title: string }>(
      'SELECT title FROM tasks WHERE record_id = $1 ORDER BY created_at, id',
      [id],
    );
    expect(made.map(({ title }) => Number(title))).toEqual(Array.from({ length: 20 }, (_, index) => index));
    await remove('order');
  });

  it('are checked when saved: everything wrong is said at once, with its place', async () => {
    const answer = await post('/entity-types/deal/rules', {
      key: 'wrong',
      name: 'Wrong',
      enabled: true,
      trigger: { kind: 'stage.entered', stages: ['nowhere'] },
      when: { combinator: 'and', rules: [{ field: 'nothing', operator: '=', value: 1 }] },
      steps: [
        { id: 'x', kind: 'task.create', title: '{{ nobody }}', due: 'soon' },
        { id: 'x', kind: 'record.update', set: { missing: 1 } },
        { id: 'y', kind: 'fly' },
      ],
    });
    expect(answer.statusCode).toBe(422);
    const problem = answer.json();
    expect(problem.code).toBe('invalid_definition');
    expect(problem.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/steps/0/due',
      '/steps/0/title',
      '/steps/1/id',
      '/steps/1/set/missing',
      '/steps/2/kind',
      '/trigger/stages/0',
      '/when/rules/0/field',
    ]);
  });
});
