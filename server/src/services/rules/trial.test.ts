import type { RuleTest } from '@etapa/shared/api/rules';
import { type TestApp, testApp } from '../../testing/app.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'paid', label: 'Paid', kind: 'money', currency: 'EUR' },
    { key: 'reason', label: 'Reason', kind: 'text' },
    { key: 'renewal', label: 'Renewal', kind: 'date' },
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
        { key: 'lost', name: 'Lost', group: 'lost', required: ['reason'] },
      ],
    },
  ],
};

const atLeast = (value: number) => ({ combinator: 'and', rules: [{ field: 'amount', operator: '>=', value }] });

const RULE = {
  key: 'follow-up',
  name: 'Follow up',
  enabled: true,
  trigger: { kind: 'stage.entered', stages: ['proposal'] },
  when: atLeast(1_000),
  steps: [
    { id: 't1', kind: 'task.create', title: 'Call: {{ title }}', assignee: '= record.owner', due: 'PT2H' },
    { id: 'u1', kind: 'record.update', set: { paid: '= amount / 2' } },
    {
      id: 'b1',
      kind: 'branch',
      when: { combinator: 'and', rules: [{ field: 'paid', operator: '>', value: 500 }] },
      then: [{ id: 'm1', kind: 'record.move', stage: 'won' }],
      else: [{ id: 'n1', kind: 'notify', to: '= record.owner', text: 'Small' }],
    },
    { id: 'n2', kind: 'notify', to: '= record.owner', text: '{{ record.stage }}: {{ steps.t1.title }}' },
  ],
};

describe('a rule that is tried on a record', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    expect((await post('/entity-types', DEAL)).statusCode).toBe(201);
    expect((await post('/entity-types/deal/rules', RULE)).statusCode).toBe(201);
  }, 30_000);
  afterAll(() => app?.stop());

  const post = (url: string, body?: object, token?: string) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, body, ...(token ? { token } : {}) });
  const create = async (doc: object, stage = 'proposal'): Promise<string> =>
    (await post('/entity-types/deal/records', { doc, stage })).json().id;
  const tried = async (recordId: string, definition?: object): Promise<RuleTest> => {
    const body = { recordId, ...(definition ? { definition } : {}) };
    const answer = await post('/entity-types/deal/rules/follow-up/test', body);
    expect([answer.statusCode, answer.json()]).toEqual([200, expect.anything()]);
    return answer.json();
  };
  const statuses = ({ steps }: RuleTest) => steps.map(({ path, status }) => `${path} ${status}`);

  it('says what each step would do, each seeing what those before it would have changed', async () => {
    const test = await tried(await create({ title: 'Benches', amount: 3_000 }));
    expect(test).toMatchObject({ rule: 'follow-up', version: 1, enabled: true, wouldFire: true });
    expect(test.why).toMatchObject({ trigger: { held: true }, when: { held: true }, saidNo: [] });
    expect(statuses(test)).toEqual([
      't1 would-do',
      'u1 would-do',
      'b1 would-branch',
      'b1/then/m1 would-do',
      'b1/else/n1 not-reached',
      'n2 would-do',
    ]);
    const step = (id: string) => test.steps.find((each) => each.id === id);
    expect(step('t1')).toMatchObject({ input: { title: 'Call: Benches', assigneeId: app.admin.id } });
    expect(step('u1')).toMatchObject({ input: { paid: 1_500 }, output: { changed: true } });
    expect(step('m1')).toMatchObject({ output: { stage: 'won' } });
    expect(step('n2')).toMatchObject({ input: { text: 'won: Call: Benches' } });
  });

  it('names the term that says no, with both values, and still says what the steps would do', async () => {
    const test = await tried(await create({ title: 'Small', amount: 900 }));
    expect(test.wouldFire).toBe(false);
    expect(test.why.saidNo).toEqual([{ path: '/rules/0', field: 'amount', operator: '>=', left: 900, right: 1_000 }]);
    expect(statuses(test)).toContain('b1/else/n1 would-do');
  });

  it('does not fire for a stage that the record is not in', async () => {
    const test = await tried(await create({ title: 'Early', amount: 5_000 }, 'new'));
    expect(test.wouldFire).toBe(false);
    expect(test.why).toMatchObject({ trigger: { held: false, reason: expect.stringContaining('"new"') }, saidNo: [] });
  });

  it('fails where the stage would refuse it, and goes no further', async () => {
    const steps = [
      { id: 'm', kind: 'record.move', stage: 'lost' },
      { id: 'n', kind: 'notify', to: '= record.owner', text: 'Lost' },
    ];
    const test = await tried(await create({ title: 'Benches', amount: 3_000 }), { ...RULE, steps });
    expect(test).toMatchObject({ version: null, enabled: false });
    expect(statuses(test)).toEqual(['m would-fail', 'n not-reached']);
    expect(test.steps[0]?.reason).toContain('/doc/reason');
  });

  it('waits only in thought', async () => {
    const steps = [
      { id: 'w', kind: 'wait', for: 'P3D' },
      { id: 't', kind: 'task.create', title: 'Later', due: 'P1D' },
    ];
    const test = await tried(await create({ title: 'Benches', amount: 3_000 }), { ...RULE, steps });
    expect(statuses(test)).toEqual(['w would-wait', 't would-do']);
    const { dueAt } = (test.steps[1]?.input ?? {}) as { dueAt: string };
    expect(Math.round((Date.parse(dueAt) - Date.now()) / 3_600_000)).toBeGreaterThan(94);
  });

  it('shows both outcomes of an approval, and goes on as if it were given', async () => {
    const approver = app.admin.id;
    const steps = [
      {
        id: 'a',
        kind: 'approval.request',
        approvers: [approver],
        onApproved: [{ id: 'yes', kind: 'record.move', stage: 'won' }],
        onRejected: [{ id: 'no', kind: 'record.update', set: { reason: 'Rejected' } }],
      },
      { id: 'n', kind: 'notify', to: approver, text: '{{ record.stage }} {{ steps.a.branch }}' },
    ];
    const test = await tried(await create({ title: 'Benches', amount: 3_000 }), { ...RULE, steps });
    expect(statuses(test)).toEqual([
      'a would-wait',
      'a/onApproved/yes would-do',
      'a/onRejected/no would-do',
      'n would-do',
    ]);
    expect(test.steps[3]).toMatchObject({ input: { text: 'won onApproved' } });
  });

  it('shows what would be sent, to whom, and sends nothing', async () => {
    const steps = [
      { id: 'e', kind: 'email.send', to: 'ann@example.com', subject: 'About {{ title }}', body: 'Hello' },
      {
        id: 'h',
        kind: 'http.request',
        method: 'POST',
        url: 'https://example.com/{{ title }}',
        body: { amount: '= amount' },
      },
      { id: 'g', kind: 'tag.add', tags: ['hot'] },
    ];
    const test = await tried(await create({ title: 'Benches', amount: 3_000 }), { ...RULE, steps });
    expect(statuses(test)).toEqual(['e would-do', 'h would-do', 'g would-do']);
    expect(test.steps[0]).toMatchObject({ input: { subject: 'About Benches' } });
    expect(test.steps[1]).toMatchObject({ input: { url: 'https://example.com/Benches', body: { amount: 3_000 } } });
  });

  it('makes records of other types only in thought, and tells what would refuse them', async () => {
    const made = (doc: object) => [{ id: 'c', kind: 'record.create', entityType: 'deal', doc }];
    const id = await create({ title: 'Benches', amount: 3_000 });
    const fine = await tried(id, { ...RULE, steps: made({ title: 'From {{ title }}' }) });
    expect(fine.steps).toMatchObject([{ status: 'would-do', output: { created: true, entityType: 'deal' } }]);
    const faulty = await tried(id, { ...RULE, steps: made({ title: 'x', amount: '= amount / 0' }) });
    expect(faulty.steps).toMatchObject([{ status: 'would-fail', reason: expect.any(String) }]);
  });

  it('says when time sets it off, or why never', async () => {
    const id = await create({ title: 'Benches', amount: 3_000 });
    const of = async (trigger: object) => (await tried(id, { ...RULE, trigger })).why.trigger;
    const idle = await of({ kind: 'stage.idle', stages: ['proposal'], for: 'P3D' });
    expect(idle).toMatchObject({ held: false, code: 'not_yet', reason: expect.stringContaining('It is due at') });
    expect(Math.round((Date.parse(idle.dueAt ?? '') - Date.now()) / 3_600_000)).toBe(72);
    expect(await of({ kind: 'stage.idle', stages: ['new'], for: 'P3D' })).toMatchObject({
      held: false,
      code: 'other_stage',
      dueAt: null,
    });
    expect(await of({ kind: 'date.reached', field: 'renewal' })).toMatchObject({ held: false, code: 'empty_field' });
    expect(await of({ kind: 'stage.entered', stages: ['won'] })).toMatchObject({ held: false, code: 'other_stage' });
    expect(await of({ kind: 'stage.idle', stages: ['proposal'], for: 'PT0S' })).toMatchObject({ held: true });
    expect(await of({ kind: 'schedule', cron: '0 9 * * 1' })).toMatchObject({ held: true, dueAt: expect.any(String) });
  });

  it('changes nothing at all', async () => {
    const id = await create({ title: 'Benches', amount: 3_000 });
    const before = await contents();
    await tried(id);
    await tried(id, { ...RULE, trigger: { kind: 'record.updated' } });
    expect(await contents()).toEqual(before);
  });

  it('is for who may read the record, an unsaved one for who may design the type', async () => {
    const recordId = await create({ title: 'Benches', amount: 3_000 });
    const member = await app.addUser(['member']);
    const url = '/entity-types/deal/rules/follow-up/test';
    expect((await post(url, { recordId }, member.token)).statusCode).toBe(200);
    expect((await post(url, { recordId, definition: RULE }, member.token)).statusCode).toBe(403);
    expect((await post(url, { recordId: '00000000-0000-7000-8000-000000000000' })).statusCode).toBe(404);
    const { key: _, name: __, ...nameless } = RULE;
    const draft = await post('/entity-types/deal/rules/draft/test', { recordId, definition: nameless });
    expect(draft.json()).toMatchObject({ rule: 'draft', version: null });
    const faulty = await post(url, { recordId, definition: { ...RULE, when: atLeast(1), steps: [] } });
    expect(faulty.json()).toMatchObject({ status: 422, code: 'invalid_definition' });
  });

  it('tells nothing of fields that the asker may not read', async () => {
    const grants = [{ entityType: 'deal', actions: ['read'], scope: 'all', fields: { read: ['title'] } }];
    expect((await post('/roles', { key: 'guest', name: 'Guest', grants })).statusCode).toBe(201);
    const guest = await app.addUser(['guest']);
    const recordId = await create({ title: 'Secret', amount: 777 });
    const answer = await post('/entity-types/deal/rules/follow-up/test', { recordId }, guest.token);
    expect(answer.statusCode).toBe(200);
    // Nor of a date, by saying when it comes.
    const trigger = { kind: 'date.reached', field: 'renewal', offset: '-P30D' };
    const dated = await post('/entity-types/deal/rules', { ...RULE, key: 'dated', trigger, when: undefined });
    expect(dated.statusCode).toBe(201);
    const other = await create({ title: 'Dated', renewal: '2077-07-17' });
    const url = '/entity-types/deal/rules/dated/test';
    expect((await post(url, { recordId: other })).json().why.trigger.dueAt).toContain('2077-06-17');
    const hidden = await post(url, { recordId: other }, guest.token);
    expect(hidden.json().why.trigger).toMatchObject({ held: false, dueAt: null });
    expect(hidden.body).not.toContain('2077');
    expect(answer.body).not.toContain('777');
    expect(answer.json().why.saidNo).toEqual([
      { path: '/rules/0', field: 'amount', operator: '>=', left: null, right: null, hidden: true },
    ]);
  });

  /** Every row of every table, but what every call notes of the token it came with. */
  async function contents(): Promise<{ [table: string]: unknown }> {
    const tables = await app.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const found: { [table: string]: unknown } = {};
    for (const { name } of tables.filter((each) => each.name !== 'api_tokens')) {
      found[name] = await app.database.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    }
    found.sequences = await app.database.query('SELECT sequencename, last_value FROM pg_sequences ORDER BY 1');
    return found;
  }
});
