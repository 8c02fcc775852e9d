import type { Inspection } from '@etapa/shared/api/imports';
import type { Job } from '@etapa/shared/api/jobs';
import type { RecordView } from '@etapa/shared/api/records';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const MAPPING = {
  columns: {
    case: { field: 'ref' },
    step: { system: 'stage' },
    entered: { system: 'time' },
    who: { system: 'actor' },
  },
};

const type = (key: string) => ({
  key,
  name: 'Request',
  titleField: 'ref',
  fields: [
    { key: 'ref', label: 'Case', kind: 'text', required: true, unique: true },
    { key: 'amount', label: 'Amount', kind: 'number' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      stages: [
        { key: 'asked', name: 'Asked for', group: 'open' },
        { key: 'checked', name: 'Checked', group: 'open', required: ['amount'] },
        { key: 'paid', name: 'Paid', group: 'won' },
      ],
      transitions: [{ from: 'asked', to: 'checked' }],
    },
  ],
});

const HEAD = 'case,step,entered,who\n';

interface VisitOfTest {
  stage: string;
  entered_at: Date;
  left_at: Date | null;
  entered_by: { kind: string; id: string; was?: string };
}

describe('importing the past of records', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
  });
  afterAll(() => test?.stop());

  let count = 0;
  const fresh = async (): Promise<string> => {
    const key = `request${++count}`;
    const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: type(key) });
    if (made.statusCode !== 201) throw new Error(made.body);
    return key;
  };
  const send = (key: string, csv: string, mapping: object | null, path = '?history=true') => {
    const form = new FormData();
    if (mapping) form.append('mapping', JSON.stringify(mapping));
    form.append('file', new Blob([csv]), 'history.csv');
    return fetch(`${test.address}/api/v1/entity-types/${key}/imports${path}`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${test.admin.token}` },
    });
  };
  const ended = async (answer: Response): Promise<Job> => {
    const body = (await answer.json()) as { jobId: string };
    if (answer.status !== 202) throw new Error(JSON.stringify(body));
    for (let turn = 0; turn < 600; turn++) {
      const job = (await test.inject({ url: `/api/v1/jobs/${body.jobId}` })).json() as Job;
      if (!['queued', 'running'].includes(job.status)) return job;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('The job does not end.');
  };
  const bring = async (key: string, csv: string, { mapping = MAPPING, path = '?history=true' } = {}): Promise<Job> =>
    ended(await send(key, csv, mapping, path));
  const records = async (key: string): Promise<RecordView[]> =>
    (await test.inject({ url: `/api/v1/entity-types/${key}/records?sort=ref&limit=200` })).json().items;
  const visits = (record: RecordView | undefined): Promise<VisitOfTest[]> =>
    test.database.query(
      `SELECT stage, entered_at, left_at, entered_by FROM stage_visits WHERE record_id = $1 ORDER BY ordinal`,
      [record?.id],
    );
  const path = async (record: RecordView | undefined) =>
    (await visits(record)).map(({ stage, entered_at, left_at }) => [
      stage,
      entered_at.toISOString().slice(0, 16),
      left_at?.toISOString().slice(0, 16) ?? null,
    ]);

  it('makes records with their visits, in order of time whatever the order of the file', async () => {
    const key = await fresh();
    const job = await bring(
      key,
      `${HEAD}A,paid,2017-01-04T12:00:00Z,Bank
B,asked,2017-02-01T08:00:00Z,
A,asked,2017-01-01T10:00:00Z,Admin
A,Checked,2017-01-02T11:00:00.500Z,Someone
A,checked,2017-01-02T11:30:00Z,Someone
`,
    );
    expect(job).toMatchObject({ status: 'done', done: 5, total: 5, failedCount: 0, result: { created: 2, visits: 5 } });
    const [a, b] = await records(key);
    expect(await path(a)).toEqual([
      ['asked', '2017-01-01T10:00', '2017-01-02T11:00'],
      ['checked', '2017-01-02T11:00', '2017-01-02T11:30'],
      ['checked', '2017-01-02T11:30', '2017-01-04T12:00'],
      ['paid', '2017-01-04T12:00', null],
    ]);
    expect(a).toMatchObject({
      stage: 'paid',
      createdAt: '2017-01-01T10:00:00.000Z',
      stageEnteredAt: '2017-01-04T12:00:00.000Z',
      closedAt: '2017-01-04T12:00:00.000Z',
      lastActivityAt: '2017-01-04T12:00:00.000Z',
    });
    expect(b).toMatchObject({ stage: 'asked', closedAt: null });
    const [, second, , last] = await visits(a);
    expect((await visits(a))[0]?.entered_by).toEqual({ kind: 'user', id: test.admin.id });
    expect(second?.entered_by).toMatchObject({ kind: 'import', was: 'Someone' });
    expect(last?.entered_by).toMatchObject({ kind: 'import', was: 'Bank' });
    const timeline = (await test.inject({ url: `/api/v1/entity-types/${key}/records/${a?.id}/timeline` })).json();
    expect(
      timeline.items.map(({ kind, at, actor }: { kind: string; at: string; actor: { name: string } }) => [
        kind,
        at.slice(0, 16),
        actor.name,
      ]),
    ).toEqual([
      ['record.moved', '2017-01-04T12:00', 'Bank'],
      ['record.moved', '2017-01-02T11:30', 'Someone'],
      ['record.moved', '2017-01-02T11:00', 'Someone'],
      ['record.created', '2017-01-01T10:00', 'Admin'],
    ]);
    const board = (await test.inject({ url: `/api/v1/entity-types/${key}/board?funnel=main` })).json();
    expect(board.columns.map(({ stage, count }: { stage: string; count: number }) => [stage, count])).toEqual([
      ['asked', 1],
      ['checked', 0],
      ['paid', 1],
    ]);
  });

  it('keeps rows of one moment in the order of the file, and the same stage twice as two visits', async () => {
    const key = await fresh();
    await bring(
      key,
      `${HEAD}A,checked,2017-01-01T10:00:00Z,
A,asked,2017-01-01T10:00:00Z,
A,asked,2017-01-01T10:00:00Z,
`,
    );
    const [a] = await records(key);
    expect((await path(a)).map(([stage]) => stage)).toEqual(['checked', 'asked', 'asked']);
  });

  it('gives records that were imported before their past, and changes nothing the second time', async () => {
    const key = await fresh();
    const plain = { columns: { ref: { field: 'ref' }, amount: { field: 'amount' } } };
    await ended(await send(key, 'ref,amount\nA,12\n', plain, ''));
    const history = `${HEAD}A,asked,2017-01-01T10:00:00Z,\nA,paid,2017-01-05T10:00:00Z,\n`;
    expect((await bring(key, history)).result).toMatchObject({ created: 0, updated: 1, visits: 2 });
    const [a] = await records(key);
    expect(a).toMatchObject({ stage: 'paid', doc: { ref: 'A', amount: 12 }, createdAt: '2017-01-01T10:00:00.000Z' });
    expect(await path(a)).toEqual([
      ['asked', '2017-01-01T10:00', '2017-01-05T10:00'],
      ['paid', '2017-01-05T10:00', null],
    ]);
    expect((await bring(key, history)).result).toMatchObject({ updated: 0, unchanged: 1 });
    const longer = `${history}A,checked,2017-01-03T10:00:00Z,\n`;
    expect((await bring(key, longer)).result).toMatchObject({ updated: 1, visits: 3 });
    expect((await path(a)).map(([stage]) => stage)).toEqual(['asked', 'checked', 'paid']);
  });

  it('puts the past before what a record has lived through here, and refuses what would overlap', async () => {
    const key = await fresh();
    const made = await test.inject({
      method: 'POST',
      url: `/api/v1/entity-types/${key}/records`,
      body: { doc: { ref: 'A', amount: 1 } },
    });
    await test.inject({
      method: 'POST',
      url: `/api/v1/entity-types/${key}/records/${made.json().id}/move`,
      body: { stage: 'checked' },
    });
    expect(
      (await bring(key, `${HEAD}A,asked,2017-01-01T10:00:00Z,\nA,paid,2017-01-05T10:00:00Z,\n`)).result,
    ).toMatchObject({ updated: 1 });
    const [a] = await records(key);
    expect((await path(a)).map(([stage]) => stage)).toEqual(['asked', 'paid', 'asked', 'checked']);
    expect(a).toMatchObject({ stage: 'checked' });
    const late = await bring(key, `${HEAD}A,asked,2999-01-01T10:00:00Z,\n`);
    expect(late.failed).toMatchObject([{ line: 2, column: 'entered' }]);
    expect(await path(a)).toHaveLength(4);
  });

  it('lists bad rows with line, column and reason, and keeps the others', async () => {
    const key = await fresh();
    const csv = `${HEAD}A,asked,2017-01-01T10:00:00Z,
,asked,2017-01-01T10:00:00Z,
A,nowhere,2017-01-02T10:00:00Z,
A,checked,yesterday,
A,paid,2017-01-03T10:00:00Z,
A,paid,2999-01-03T10:00:00Z,
`;
    const dry = await bring(key, csv, { path: '?history=true&dryRun=true' });
    expect(dry).toMatchObject({ failedCount: 4, result: { created: 1, visits: 2, dryRun: true } });
    const visits = [
      { funnel: 'main', stage: 'asked' },
      { funnel: 'main', stage: 'paid' },
    ];
    expect(dry.result?.preview).toMatchObject({ rows: [{ change: 'created', number: null, stage: 'paid', visits }] });
    expect(await records(key)).toEqual([]);
    const atomic = await bring(key, csv, { path: '?history=true&atomic=true' });
    expect(atomic).toMatchObject({ failedCount: 4, result: { created: 0, atomic: true } });
    expect(await records(key)).toEqual([]);
    const job = await bring(key, csv);
    expect(job.failed.map(({ line, column, value }) => [line, column, value])).toEqual([
      [3, 'case', ''],
      [5, 'entered', 'yesterday'],
      [7, 'entered', '2999-01-03T10:00:00Z'],
      [4, 'step', 'nowhere'],
    ]);
    expect(job.failed[2]?.problem).toContain('still to come');
    expect((await path((await records(key))[0])).map(([stage]) => stage)).toEqual(['asked', 'paid']);
  });

  it('keeps all at once where that is asked, and takes a whole history back', async () => {
    const key = await fresh();
    const csv = `${HEAD}A,asked,2017-01-01T10:00:00Z,\nB,paid,2017-01-03T10:00:00Z,\n`;
    const job = await bring(key, csv, { path: '?history=true&atomic=true' });
    expect(job.result).toMatchObject({ created: 2, atomic: true });
    const [, b] = await records(key);
    await test.inject({
      method: 'PATCH',
      url: `/api/v1/entity-types/${key}/records/${b?.id}`,
      body: { doc: { amount: 3 } },
    });
    const undone = await test.inject({ method: 'POST', url: `/api/v1/jobs/${job.id}/undo` });
    const back = await ended(new Response(undone.body, { status: undone.statusCode }));
    expect(back).toMatchObject({ result: { changed: 1, failed: 1 }, failed: [{ id: b?.id }] });
    expect((await records(key)).map(({ title }) => title)).toEqual(['B']);
  });

  it('asks for the columns that make a history, and for none of them otherwise', async () => {
    const key = await fresh();
    const { who: _, ...three } = MAPPING.columns;
    for (const left of ['case', 'step', 'entered'] as const) {
      const columns = Object.fromEntries(Object.entries(three).filter(([name]) => name !== left));
      const answer = await send(key, `${HEAD}A,asked,2017-01-01T10:00:00Z,\n`, { columns });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'invalid_document']);
    }
    const plain = await send(key, `${HEAD}A,asked,2017-01-01T10:00:00Z,\n`, MAPPING, '');
    expect(plain.status).toBe(422);
  });

  it('guesses which column is what', async () => {
    const key = await fresh();
    const csv = 'case_id,seq,stage,entered_at,actor\nA,1,asked,2017-01-01T10:00:00Z,X\n';
    const answer = await send(key, csv, null, '/inspect?history=true');
    expect(((await answer.json()) as Inspection).guess.columns).toEqual({
      case_id: { field: 'ref' },
      stage: { system: 'stage' },
      entered_at: { system: 'time' },
      actor: { system: 'actor' },
    });
  });
});
