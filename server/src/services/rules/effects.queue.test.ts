import type { Email } from '@etapa/shared/api/emails';
import type { RecordView } from '@etapa/shared/api/records';
import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { type TestApp, testApp } from '../../testing/app.ts';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { until } from '../../testing/until.ts';

const CUSTOMER = {
  key: 'customer',
  name: 'Customer',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'email', label: 'E-mail', kind: 'email' },
    { key: 'bought', label: 'Bought', kind: 'integer' },
  ],
};

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'integer' },
    { key: 'customer', label: 'Customer', kind: 'link', target: 'customer' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

const PROJECT = {
  key: 'project',
  name: 'Project',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'deal', label: 'Deal', kind: 'link', target: 'deal' },
    { key: 'state', label: 'State', kind: 'text' },
  ],
};

describe('the steps of a rule', () => {
  let queue: QueueBackend;
  let app: TestApp;
  beforeAll(async () => {
    queue = await queueBackend();
    app = await testApp({ redisUrl: queue.redisUrl });
    for (const type of [CUSTOMER, DEAL, PROJECT]) expect((await post('/entity-types', type)).statusCode).toBe(201);
  }, 60_000);
  afterAll(async () => {
    await app?.stop();
    await queue?.stop();
  });

  const post = (url: string, body: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });
  const get = async <T>(url: string): Promise<T> => (await app.inject({ url: `/api/v1${url}` })).json();
  const list = async <T>(url: string): Promise<T[]> => (await get<{ items: T[] }>(url)).items;
  const make = async (type: string, doc: object): Promise<RecordView> =>
    (await post(`/entity-types/${type}/records`, { doc })).json();

  it('do one after the other what they say, each once, through the services that people use', async () => {
    const sellers = [(await app.addUser(['member'], 'Ada')).id, (await app.addUser(['member'], 'Bob')).id];
    const steps = [
      { id: 'as', kind: 'record.assign', to: { pool: sellers, by: 'roundRobin' } },
      { id: 'tg', kind: 'tag.add', tag: 'won {{ title }}' },
      {
        id: 'cr',
        kind: 'record.create',
        entityType: 'project',
        doc: { name: '= "For " + title' },
        linkField: 'deal',
        unless: { combinator: 'and', rules: [] },
      },
      { id: 'up', kind: 'records.update', via: 'customer', set: { bought: '= amount' } },
      { id: 'pr', kind: 'records.update', via: 'project.deal', set: { state: 'begun' } },
      {
        id: 'em',
        kind: 'email.send',
        to: ['= customer.email', '= record.owner'],
        subject: 'Thank you for {{ title }}',
        body: 'It is <b>yours</b>, number {{ steps.cr.number }}.',
      },
      { id: 'co', kind: 'comment.add', text: 'Handed on as {{ steps.cr.title }}' },
      { id: 'no', kind: 'notify', to: '= record.owner', text: 'Yours: {{ title }}' },
    ];
    const rule = {
      key: 'hand-on',
      name: 'Hand on',
      enabled: true,
      trigger: { kind: 'stage.entered', stages: ['won'] },
      steps,
    };
    const saved = await post('/entity-types/deal/rules', rule);
    expect([saved.statusCode, saved.body]).toEqual([201, expect.anything()]);
    const customer = await make('customer', { name: 'Acme', email: 'acme@example.com' });
    const deal = await make('deal', { title: 'Benches', amount: 7, customer: customer.id });
    await post(`/entity-types/deal/records/${deal.id}/move`, { stage: 'won' });
    const run = await until(async () => {
      const [found] = await list<RuleRun>(`/rule-runs?record=${deal.id}`);
      return found && found.status !== 'running' && found;
    });
    expect([run.status, run.error, run.steps.map(({ id, status }) => `${id} ${status}`)]).toEqual([
      'done',
      null,
      steps.map(({ id }) => `${id} done`),
    ]);
    expect(await get(`/entity-types/deal/records/${deal.id}`)).toMatchObject({
      ownerId: sellers[0],
      tags: ['won Benches'],
    });
    expect(await get(`/entity-types/customer/records/${customer.id}`)).toMatchObject({ doc: { bought: 7 } });
    expect(await list<RecordView>('/entity-types/project/records')).toMatchObject([
      { ownerId: sellers[0], doc: { name: 'For Benches', deal: deal.id, state: 'begun' } },
    ]);
    const [email] = await list<Email>(`/emails?record=${deal.id}`);
    expect(email).toMatchObject({
      to: [{ address: `${sellers[0]}@example.com` }, { address: 'acme@example.com' }],
      subject: 'Thank you for Benches',
      body: 'It is <b>yours</b>, number 1.',
    });
    expect(await list(`/comments?record=${deal.id}`)).toMatchObject([{ text: 'Handed on as For Benches' }]);
    // Another move there and back fires the rule again; the project is there already, and the turn is the next one's.
    await post(`/entity-types/deal/records/${deal.id}/move`, { stage: 'new' });
    await post(`/entity-types/deal/records/${deal.id}/move`, { stage: 'won' });
    await until(async () => {
      const runs = await list<RuleRun>(`/rule-runs?record=${deal.id}`);
      return runs.length === 2 && runs.every(({ status }) => status === 'done');
    });
    expect(await list('/entity-types/project/records')).toHaveLength(1);
    expect(await get(`/entity-types/deal/records/${deal.id}`)).toMatchObject({ ownerId: sellers[1] });
  });
});
