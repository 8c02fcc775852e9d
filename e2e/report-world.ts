import { type APIRequestContext, expect } from '@playwright/test';
import { stringify } from 'csv-stringify/sync';
import { begin } from './begin.ts';

const option = (key: string, label: string) => ({ key, label });

const ORDER = {
  key: 'order',
  name: 'Order',
  namePlural: 'Orders',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, unique: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'source', label: 'Source', kind: 'select', options: [option('web', 'Web'), option('fair', 'Trade fair')] },
    { key: 'due', label: 'Due', kind: 'date' },
    {
      key: 'why',
      label: 'Why lost',
      kind: 'select',
      options: [option('price', 'Price'), option('silence', 'Silence')],
    },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: [
        { from: 'fresh', to: 'work' },
        { from: 'work', to: 'fresh' },
        { from: 'work', to: 'paid' },
        { from: 'fresh', to: 'refused' },
      ],
      stages: [
        { key: 'fresh', name: 'Fresh', group: 'open', norm: 'P2D', probability: 20 },
        { key: 'work', name: 'In work', group: 'open', norm: 'P3D', probability: 50 },
        { key: 'paid', name: 'Paid', group: 'won' },
        { key: 'refused', name: 'Refused', group: 'lost', required: ['why'] },
      ],
    },
  ],
};

/** Title, owner, amount, source, why it was lost, and its way: stages with the days ago they were entered. */
const ORDERS: [title: string, owner: string, amount: number, source: string, why: string, way: [string, number][]][] = [
  [
    'Alder',
    'ines',
    100,
    'web',
    '',
    [
      ['Fresh', 10],
      ['In work', 9],
      ['Paid', 4],
    ],
  ],
  [
    'Beech',
    'ines',
    200,
    'web',
    '',
    [
      ['Fresh', 12],
      ['In work', 11],
      ['Paid', 9],
    ],
  ],
  [
    'Cedar',
    'ines',
    300,
    'fair',
    'price',
    [
      ['Fresh', 14],
      ['Refused', 9],
    ],
  ],
  [
    'Dogwood',
    'bo',
    400,
    'fair',
    '',
    [
      ['Fresh', 20],
      ['In work', 15],
      ['Fresh', 14],
      ['In work', 13],
    ],
  ],
  // Straight to the end, which the design does not foresee.
  [
    'Elm',
    'bo',
    500,
    'web',
    '',
    [
      ['Fresh', 8],
      ['Paid', 7],
    ],
  ],
  [
    'Fir',
    'ines',
    600,
    'web',
    '',
    [
      ['Fresh', 40],
      ['In work', 39],
      ['Paid', 35],
    ],
  ],
  [
    'Ginkgo',
    'bo',
    700,
    'fair',
    'silence',
    [
      ['Fresh', 41],
      ['Refused', 38],
    ],
  ],
  [
    'Hazel',
    'bo',
    800,
    'fair',
    'silence',
    [
      ['Fresh', 42],
      ['Refused', 40],
    ],
  ],
];

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/**
 * An administrator, Ines, who is a manager, and Bo, a member; eight orders with a past of six weeks, and two tasks.
 * Five orders are of the last thirty days, three of the thirty before.
 */
export async function seedOrders(request: APIRequestContext): Promise<void> {
  await begin(request, {});
  const post = async (path: string, data: object) => {
    const answer = await request.post(`/api/v1${path}`, { data });
    await expect(answer).toBeOK();
    return answer.json();
  };
  const ines = { name: 'Ines Duarte', email: 'ines@example.com', password: 'correct horse', roles: ['manager'] };
  await post('/users', ines);
  await post('/users', { name: 'Bo Lind', email: 'bo@example.com', password: 'correct horse', roles: ['member'] });
  await post('/entity-types', ORDER);
  const rows = ORDERS.map(([title, owner, amount, source, why, [first]]) => ({
    title,
    owner: `${owner}@example.com`,
    amount,
    source,
    why,
    due: ago(-30).slice(0, 10),
    created: ago(first?.[1] ?? 0),
  }));
  await imported(request, rows, {
    title: { field: 'title' },
    owner: { system: 'owner' },
    amount: { field: 'amount' },
    source: { field: 'source' },
    why: { field: 'why' },
    due: { field: 'due' },
    created: { system: 'createdAt' },
  });
  const visits = ORDERS.flatMap(([title, owner, , , , way]) =>
    way.map(([stage, days]) => ({ title, stage, time: ago(days), actor: `${owner}@example.com` })),
  );
  const past = { title: { field: 'title' }, stage: { system: 'stage' }, time: { system: 'time' } };
  await imported(request, visits, { ...past, actor: { system: 'actor' } }, '?history=true');
  const found = await (await request.get('/api/v1/entity-types/order/records?q=Dogwood')).json();
  const recordId = found.items[0].id;
  await post('/tasks', { title: 'Call back', recordId, assigneeId: found.items[0].ownerId, dueAt: ago(1) });
  const done = await post('/tasks', { title: 'Send a sample', recordId, assigneeId: found.items[0].ownerId });
  await post(`/tasks/${done.id}/complete`, {});
}

async function imported(request: APIRequestContext, rows: object[], columns: object, query = ''): Promise<void> {
  const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(stringify(rows, { header: true })) };
  const multipart = { file, mapping: JSON.stringify({ columns }) };
  const answer = await request.post(`/api/v1/entity-types/order/imports${query}`, { multipart });
  const { jobId } = await answer.json();
  await expect
    .poll(async () => {
      const { status, failedCount, failed } = await (await request.get(`/api/v1/jobs/${jobId}`)).json();
      return { status, failedCount, failed };
    })
    .toEqual({ status: 'done', failedCount: 0, failed: [] });
}
