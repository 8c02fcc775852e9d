import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(120_000);

const firm = {
  key: 'firm',
  name: 'Firm',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text', required: true }],
};
const job = {
  key: 'job',
  name: 'Job',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'firm', label: 'Firm', kind: 'link', target: 'firm' },
    { key: 'helper', label: 'Helper', kind: 'user' },
    { key: 'todo', label: 'To do', kind: 'checklist' },
    { key: 'paid', label: 'Paid in', kind: 'text' },
    { key: 'fee', label: 'Fee', kind: 'money', currencyField: 'paid', indexed: true },
    {
      key: 'size',
      label: 'Size',
      kind: 'select',
      options: ['small', 'medium', 'large'].map((key) => ({ key, label: key })),
    },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      stages: [
        { key: 'open', name: 'Open', group: 'open' },
        { key: 'checked', name: 'Checked', group: 'open' },
        { key: 'done', name: 'Done', group: 'won' },
      ],
      transitions: 'free',
    },
  ],
};

describe('the order of a list', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    for (const body of [firm, job]) await test.inject({ method: 'POST', url: '/api/v1/entity-types', body });
    const zed = await test.addUser(['member'], 'Zed');
    const ann = await test.addUser(['member'], 'ann');
    const firms = [];
    for (const name of ['Zinc', 'alloy', 'Bronze']) firms.push(await make('firm', { doc: { name } }));
    await make('job', {
      doc: { title: '1', firm: firms[0], helper: zed.id, todo: steps(2), size: 'large', fee: 500, paid: 'JPY' },
      ownerId: zed.id,
    });
    await make('job', {
      doc: { title: '2', firm: firms[1], todo: steps(3), size: 'small', fee: 20, paid: 'EUR' },
      ownerId: ann.id,
      stage: 'done',
    });
    await make('job', {
      doc: { title: '3', firm: firms[2], helper: ann.id, todo: steps(1), size: 'medium', fee: 3, paid: 'JPY' },
      ownerId: null,
    });
    await make('job', { doc: { title: '4', paid: 'EUR' }, ownerId: null, stage: 'checked' });
  });
  afterAll(() => test?.stop());

  const steps = (count: number) => Array.from({ length: count }, (_, at) => ({ text: `Step ${at}`, done: false }));
  const make = async (type: string, body: object): Promise<string> =>
    (await test.inject({ method: 'POST', url: `/api/v1/entity-types/${type}/records`, body })).json().id;
  const titles = async (sort: string, token?: string): Promise<string> => {
    const found: string[] = [];
    let cursor = '';
    do {
      const url = `/api/v1/entity-types/job/records?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`;
      const answer = await test.inject({ url, token });
      if (answer.statusCode !== 200) return String(answer.statusCode);
      const page: { items: { title: string }[]; nextCursor: string | null } = answer.json();
      found.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    return found.join('');
  };

  it('goes by the titles of linked records and the names of people, what is empty last', async () => {
    expect(await titles('firm')).toBe('2314');
    expect(await titles('-firm')).toBe('1324');
    expect(await titles('helper,title')).toBe('3124');
    expect(await titles('$owner,title')).toBe('2134');
  });

  it('goes by how many a list holds', async () => {
    expect(await titles('todo')).toBe('3124');
    expect(await titles('-todo')).toBe('2134');
  });

  it('goes by the order in which options and stages are defined', async () => {
    expect(await titles('size')).toBe('2314');
    expect(await titles('-size')).toBe('1324');
    expect(await titles('$stage,title')).toBe('1342');
    expect(await titles('-$stage,title')).toBe('2413');
  });

  it('compares amounts within a currency, and one currency after the other', async () => {
    expect(await titles('fee')).toBe('2314');
    expect(await titles('-fee')).toBe('1324');
  });

  it('tells nothing of linked records that the reader may not see', async () => {
    const grants = [
      { entityType: 'job', actions: ['read'], scope: 'all' },
      { entityType: 'firm', actions: ['read'], scope: 'own' },
    ];
    await test.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'narrow', name: 'Narrow', grants } });
    const { token } = await test.addUser(['narrow']);
    expect(await titles('firm', token)).toBe('400');
    expect(await titles('title', token)).toBe('1234');
  });
});
