import { parse } from 'csv-parse/sync';
import { Clock } from '../config/clock.ts';
import { type TestApp, testApp } from '../testing/app.ts';

const PLAN = {
  key: 'plan',
  name: 'Plan',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Plan of what', kind: 'text' },
    { key: 'secret', label: 'Secret', kind: 'text' },
  ],
  funnels: [
    {
      key: 'way',
      name: 'Way',
      transitions: 'free',
      stages: [
        { key: 'draft', name: { en: 'Draft', ja: '下書き' }, group: 'open', norm: 'PT2H' },
        { key: 'done', name: 'Done', group: 'won' },
      ],
    },
  ],
};

describe('the list of what a figure of visits, tasks or events counts', () => {
  let app: TestApp;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  const send = async (
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'GET',
    url: string,
    body?: object,
    token?: string,
  ) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      ...(body ? { body } : {}),
      ...(token ? { token } : {}),
    });
    return { status: answer.statusCode, ...(answer.body.startsWith('{') ? answer.json() : { text: answer.body }) };
  };
  const rows = (behind: object, token?: string, limit = 50) =>
    send(
      'GET',
      `/entity-types/plan/report-rows?count=exact&limit=${limit}&behind=${encodeURIComponent(JSON.stringify(behind))}`,
      undefined,
      token,
    );
  const counted = async (dataset: string, token?: string): Promise<number> => {
    const query = { dataset, entityType: 'plan', measures: [{ fn: 'count' }] };
    return (await send('POST', '/reports/query', query, token)).totals.count;
  };
  /** What is asked while a table of its dataset is locked for longer than a quick answer takes. */
  const heldUp = async <T>(dataset: string, ask: () => Promise<T>): Promise<T> => {
    const table = { stageVisits: 'stage_visits', tasks: 'tasks', events: 'events' }[dataset];
    let locked = () => {};
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const holding = app.database.transaction(async (tx) => {
      await tx.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      locked();
      await tx.query('SELECT pg_sleep(0.8)');
    });
    await isLocked;
    const [answer] = await Promise.all([ask(), holding]);
    return answer;
  };

  beforeAll(async () => {
    app = await testApp({ worker: false });
    // Over the night in which clocks go forward in Berlin.
    let now = Date.parse('2026-03-28T22:30:00Z');
    app.get(Clock).now = () => new Date(now);
    await app.database.query(`UPDATE organization SET time_zone = 'Europe/Berlin'`);
    await send('POST', '/entity-types', PLAN);
    const grants = [{ entityType: 'plan', actions: ['read', 'export'], scope: 'own', fields: { read: ['secret'] } }];
    await send('POST', '/roles', { key: 'quiet', name: 'Quiet', grants });
    ann = await app.addUser(['quiet'], 'Ann');
    bob = await app.addUser(['admin'], 'Bob');
    for (const [at, title] of ['=1+1', 'Two', 'Three', 'Away'].entries()) {
      const ownerId = at === 1 ? ann.id : app.admin.id;
      const { id } = await send('POST', '/entity-types/plan/records', { doc: { title, secret: 'x' }, ownerId });
      now += 3 * 3_600_000;
      await send('POST', `/entity-types/plan/records/${id}/move`, { stage: 'done' });
      await send('POST', `/entity-types/plan/records/${id}/move`, { stage: 'draft' });
      const task = { title: `Call ${title}`, recordId: id, assigneeId: ann.id, dueAt: '2026-03-29T12:00:00Z' };
      await send('POST', '/tasks', task);
      if (title === 'Away') await send('DELETE', `/entity-types/plan/records/${id}`);
    }
  }, 60_000);
  afterAll(() => app?.stop());

  it.each(['stageVisits', 'tasks', 'events'])(
    'is as long as the figure says, without the trash: %s',
    async (dataset) => {
      const { items, total } = await rows({ report: 'query', dataset });
      expect(total).toBe(await counted(dataset));
      expect(items).toHaveLength(Math.min(50, total));
      const titles = new Set(items.map(({ record }: { record: { title: string } }) => record.title));
      expect([...titles].sort()).toEqual(['=1+1', 'Three', 'Two']);
    },
  );

  it.each(['stageVisits', 'tasks', 'events'])(
    'is of what its reader may see, and so is the figure: %s',
    async (dataset) => {
      const { items, total } = await rows({ report: 'query', dataset }, ann.token);
      expect(total).toBe(await counted(dataset, ann.token));
      expect(total).toBeGreaterThan(0);
      expect(total).toBeLessThan(await counted(dataset));
      // The title is not among the fields that the role may read.
      expect(items.map(({ record }: { record: object }) => record)).toEqual(
        items.map(() => expect.objectContaining({ number: 2, title: null })),
      );
    },
  );

  it.each(['stageVisits', 'tasks', 'events'])(
    'is never older than its figure, however long it once took: %s',
    async (dataset) => {
      const behind = { report: 'query', dataset };
      const before = await heldUp(dataset, () => rows(behind));
      const { id } = await send('POST', '/entity-types/plan/records', { doc: { title: 'Late' } }, bob.token);
      await send('POST', '/tasks', { title: 'Call Late', recordId: id }, bob.token);
      const figure = await counted(dataset);
      expect(figure).toBeGreaterThan(before.total);
      const { items, total } = await rows(behind);
      expect([items.length, total]).toEqual([figure, figure]);
      await send('DELETE', `/entity-types/plan/records/${id}`, undefined, bob.token);
      expect((await rows(behind)).total).toBe(before.total);
    },
  );

  it.each(['stageVisits', 'events'])(
    'has as many rows as it says, whatever is written meanwhile: %s',
    async (dataset) => {
      let isOver = false;
      const writing = (async () => {
        while (!isOver) {
          const { id } = await send('POST', '/entity-types/plan/records', { doc: { title: 'Brief' } }, bob.token);
          await send('DELETE', `/entity-types/plan/records/${id}`, undefined, bob.token);
        }
      })();
      try {
        for (let time = 0; time < 30; time += 1) {
          const { items, total } = await rows({ report: 'query', dataset }, undefined, 200);
          expect(items).toHaveLength(total);
        }
      } finally {
        isOver = true;
        await writing;
      }
    },
  );

  it('tells who, where and how long, and opens page by page', async () => {
    const overNorm = { report: 'funnel', funnel: 'way', figure: 'overNorm', stage: 'draft' };
    const { items, total, names, columns } = await rows(overNorm);
    expect(total).toBe(3);
    expect(items[0].values).toMatchObject({
      'visit.stage': 'draft',
      'visit.seconds': 3 * 3600,
      'visit.enteredBy': app.admin.id,
    });
    expect(names[app.admin.id]).toBeDefined();
    expect(columns.map(({ key }: { key: string }) => key)).toContain('visit.leftAt');
    const behind = encodeURIComponent(JSON.stringify(overNorm));
    const first = await send('GET', `/entity-types/plan/report-rows?limit=2&behind=${behind}`);
    const next = await send(
      'GET',
      `/entity-types/plan/report-rows?limit=2&behind=${behind}&cursor=${first.nextCursor}`,
    );
    expect([...first.items, ...next.items]).toEqual(items);
    expect(next.nextCursor).toBeNull();
    const forged = Buffer.from('["1; DROP"]').toString('base64url');
    expect((await send('GET', `/entity-types/plan/report-rows?behind=${behind}&cursor=${forged}`)).status).toBe(400);
  });

  it.each(['tasksDone', 'tasksLate', 'tasksOpen', 'tasksOverdue'])(
    'is of tasks and their records alike: %s',
    async (figure) => {
      const { tasks } = await send('GET', '/entity-types/plan/funnels/way/deviations');
      const name = figure.replace('tasks', '').toLowerCase();
      const behind = { report: 'funnel', funnel: 'way', figure, assignee: ann.id };
      expect((await rows(behind)).total).toBe(tasks[0][name]);
      const list = `/entity-types/plan/records?count=exact&behind=${encodeURIComponent(JSON.stringify(behind))}`;
      expect((await send('GET', list)).total).toBe(tasks[0][`${name}Records`]);
    },
  );

  it('comes as a spreadsheet in words, with times of the zone of the organisation', async () => {
    await send('PATCH', '/auth/me', { language: 'ja' });
    const report = { report: 'rows', entityType: 'plan', behind: { report: 'query', dataset: 'stageVisits' } };
    const { text } = await send('GET', `/reports/export?report=${encodeURIComponent(JSON.stringify(report))}`);
    await send('PATCH', '/auth/me', { language: 'en' });
    const lines: string[][] = parse(text);
    expect(lines[0]).toEqual([
      '番号',
      'Plan of what',
      'ファネル',
      '滞在したステージ',
      'ステージ開始',
      'ステージ終了',
      '移動した人',
      '滞在時間 (秒)',
    ]);
    expect(lines).toHaveLength(1 + (await counted('stageVisits')));
    const first = lines.filter(([number, , , stage]) => number === '1' && stage === '下書き').at(-1);
    // 22:30 UTC; three hours later there is no 2:30 in Berlin.
    expect(first?.slice(1, 6)).toEqual(["'=1+1", 'Way', '下書き', '2026-03-28 23:30:00', '2026-03-29 03:30:00']);
    const xlsx = await send('GET', `/reports/export?format=xlsx&report=${encodeURIComponent(JSON.stringify(report))}`);
    expect([xlsx.status, xlsx.text.slice(0, 2)]).toEqual([200, 'PK']);
  });

  it('is refused of figures that count records', async () => {
    for (const behind of [
      { report: 'query', dataset: 'records' },
      { report: 'funnel', funnel: 'way', figure: 'won' },
    ]) {
      expect(await rows(behind)).toMatchObject({ status: 400, errors: [{ path: '/behind' }] });
    }
  });
});
