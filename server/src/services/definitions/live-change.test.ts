import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';

/** Cards of the process that gets a new step; values of the field that changes its kind, and those that do not fit. */
const CARDS = 5_000;
const ROWS = 8_800;
const ODD = 12;

const stages = [
  { key: 'approach', name: { en: 'Approach', ja: 'アプローチ' }, group: 'open' },
  { key: 'proposal', name: { en: 'Proposal', ja: '提案' }, group: 'open' },
  { key: 'negotiation', name: { en: 'Negotiation', ja: '契約交渉' }, group: 'open' },
  { key: 'won', name: { en: 'Won', ja: '受注' }, group: 'won' },
  { key: 'lost', name: { en: 'Lost', ja: '失注' }, group: 'lost' },
];
const ways = ['approach→proposal', 'proposal→negotiation', 'negotiation→won', 'approach→lost', 'proposal→lost'];
const transitions = [...ways, 'negotiation→lost'].map((way) => ({ from: way.split('→')[0], to: way.split('→')[1] }));
const type = {
  key: 'case',
  name: { en: 'Sales case', ja: '営業案件' },
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'text' },
    { key: 'advice', label: 'Advice of the technical team', kind: 'longText' },
  ],
  funnels: [{ key: 'sales', name: 'Sales', stages, transitions }],
};

describe('a process with many live cards', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
  });
  afterAll(() => test?.stop());

  const call = (method: 'GET' | 'POST', url: string, body?: object) =>
    test.inject({ method, url: `/api/v1/entity-types/${url}`, body });
  const create = (body: object) => test.inject({ method: 'POST', url: '/api/v1/entity-types', body });
  const ended = async (jobId: string) =>
    until(async () => {
      const found = (await test.inject({ url: `/api/v1/jobs/${jobId}` })).json();
      return found.status === 'queued' || found.status === 'running' ? undefined : found;
    }, 90);

  async function bring(key: string, file: string, columns: object): Promise<void> {
    const form = new FormData();
    form.append('mapping', JSON.stringify({ columns }));
    form.append('file', new Blob([file]), 'cards.csv');
    const answer = await fetch(`${test.address}/api/v1/entity-types/${key}/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${test.admin.token}` },
      body: form,
    });
    const { jobId, ...rest } = (await answer.json()) as { jobId: string };
    expect([answer.status, rest]).toEqual([202, {}]);
    expect(await ended(jobId)).toMatchObject({ status: 'done', failedCount: 0 });
  }

  const counts = async (key: string): Promise<{ [stage: string]: number }> => {
    const { columns } = (await call('GET', `${key}/board?perColumn=1`)).json();
    return Object.fromEntries(columns.map((each: { stage: string; count: number }) => [each.stage, each.count]));
  };

  it('gets a step that every new move goes through, while cards that are past it stay where they are', async () => {
    expect((await create(type)).statusCode).toBe(201);
    const places = ['approach', 'proposal', 'negotiation', 'lost'];
    const rows = Array.from({ length: CARDS }, (_, at) => `Case ${at},${places[at % places.length]}`);
    await bring('case', `title,stage\n${rows.join('\n')}\n`, {
      title: { field: 'title' },
      stage: { system: 'stage' },
    });
    const each = CARDS / places.length;
    const before = { approach: each, proposal: each, negotiation: each, won: 0, lost: each };
    expect(await counts('case')).toEqual(before);

    const asked = { key: 'technical', name: { en: 'Ask the technical team', ja: '技術部隊に相談' }, group: 'open' };
    const funnel = 'sales';
    const edited = await call('POST', 'case/draft/edits', {
      revision: 0,
      edits: [
        { kind: 'stage.add', funnel, stage: asked, at: 1 },
        { kind: 'stage.update', funnel, stage: 'proposal', set: { required: ['advice'] } },
        { kind: 'transition.remove', funnel, from: 'approach', to: 'proposal' },
        { kind: 'transition.add', funnel, transition: { from: 'approach', to: 'technical' } },
        { kind: 'transition.add', funnel, transition: { from: 'technical', to: 'proposal' } },
      ],
    });
    expect(edited.statusCode).toBe(200);
    const effect = (await call('POST', 'case/draft/check')).json();
    expect(effect).toMatchObject({ records: CARDS, faults: [], fields: [], stages: [], references: [] });
    const published = await call('POST', 'case/publish', {});
    expect(published.statusCode).toBe(200);

    // At once, and not when the background is done.
    const filter = (stage: string) =>
      encodeURIComponent(
        JSON.stringify({ combinator: 'and', rules: [{ field: '$stage', operator: '=', value: stage }] }),
      );
    const first = async (stage: string) =>
      (await call('GET', `case/records?limit=1&filter=${filter(stage)}`)).json().items[0];
    const [fresh, past] = [await first('approach'), await first('proposal')];
    const move = (id: string, stage: string, doc?: object) => call('POST', `case/records/${id}/move`, { stage, doc });
    expect((await move(fresh.id, 'proposal')).json()).toMatchObject({ status: 422, code: 'transition_not_allowed' });
    expect((await move(fresh.id, 'technical')).statusCode).toBe(200);
    expect((await move(fresh.id, 'proposal')).json()).toMatchObject({
      code: 'required_fields',
      errors: [{ path: '/doc/advice' }],
    });
    expect((await move(fresh.id, 'proposal', { advice: 'Two servers will do.' })).statusCode).toBe(200);
    // Past the step before there was one: it goes on as it did.
    expect((await call('GET', `case/records/${past.id}`)).json()).toMatchObject({ stage: 'proposal', version: 1 });
    expect((await move(past.id, 'negotiation')).statusCode).toBe(200);

    expect(await ended(published.json().jobId)).toMatchObject({ status: 'done', failedCount: 0 });
    expect(await counts('case')).toEqual({
      ...before,
      technical: 0,
      approach: each - 1,
      // One came, one left.
      proposal: each,
      negotiation: each + 1,
    });
    // Nobody's card was written to but the two that were moved.
    const [kept] = await test.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM records WHERE entity_type = 'case' AND version = 1`,
    );
    expect(kept?.count).toBe(CARDS - 2);
  }, 120_000);

  it('turns texts that were imported into money, and says which do not convert before anything is done', async () => {
    expect((await create({ ...type, key: 'bid' })).statusCode).toBe(201);
    const odd = (at: number) => at % Math.floor(ROWS / ODD) === 7;
    const rows = Array.from(
      { length: ROWS },
      (_, at) => `Bid ${at},${odd(at) ? `ask no. ${at}` : `"${1_000 + at}.50"`}`,
    );
    await bring('bid', `title,amount\n${rows.join('\n')}\n`, {
      title: { field: 'title' },
      amount: { field: 'amount' },
    });
    const money = { kind: 'money', currency: 'EUR' };
    const edits = [{ kind: 'field.update', field: 'amount', set: money }];
    expect((await call('POST', 'bid/draft/edits', { revision: 0, edits })).statusCode).toBe(200);

    const [effect] = (await call('POST', 'bid/draft/check')).json().fields;
    expect(effect).toMatchObject({ field: 'amount', converts: ROWS - ODD, fails: ODD });
    expect(effect.failures).toHaveLength(ODD);
    expect(effect.failures[0]).toMatchObject({ title: 'Bid 7', value: 'ask no. 7', code: 'not_a_number' });
    expect((await call('POST', 'bid/publish', {})).json()).toMatchObject({ status: 422, code: 'unconvertible' });

    const published = await call('POST', 'bid/publish', { onUnconvertible: 'setAside' });
    const job = await ended(published.json().jobId);
    expect(job).toMatchObject({ status: 'done', done: ROWS, failedCount: ODD });
    const [sum] = await test.database.query<{ sum: string; texts: number }>(
      `SELECT sum((doc ->> 'amount')::numeric)::text AS sum,
         count(*) FILTER (WHERE jsonb_typeof(doc -> 'amount') <> 'number')::int AS texts
       FROM records WHERE entity_type = 'bid'`,
    );
    const expected = rows.reduce((total, _, at) => (odd(at) ? total : total + 1_000 + at + 0.5), 0);
    expect(Number(sum?.sum)).toBe(expected);
    expect(sum?.texts).toBe(0);
    const { items } = (await call('GET', 'bid/set-aside?limit=100')).json();
    expect(items).toHaveLength(ODD);
    expect(items[0]).toMatchObject({ field: 'amount', value: 'ask no. 7', kind: 'text' });
  }, 120_000);
});
