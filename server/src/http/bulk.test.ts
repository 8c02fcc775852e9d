import type { BulkAction } from '@etapa/shared/api/bulk';
import type { Job } from '@etapa/shared/api/jobs';
import type { RecordView } from '@etapa/shared/api/records';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const lead = {
  key: 'lead',
  name: 'Lead',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, unique: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', min: 0 },
    { key: 'doubled', label: 'Doubled', kind: 'number', formula: '= amount * 2' },
    { key: 'contacted', label: 'Contacted', kind: 'date' },
    { key: 'project', label: 'Call project', kind: 'link', target: 'project' },
    { key: 'projects', label: 'Projects', kind: 'links', target: 'project' },
    { key: 'secret', label: 'Secret', kind: 'text' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'offer', name: 'Offer', group: 'open', required: ['amount'] },
        { key: 'full', name: 'Full', group: 'open', limit: 2 },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};
const project = {
  key: 'project',
  name: 'Call project',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text', required: true }],
};
const call = {
  key: 'call',
  name: 'Call',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'lead', label: 'Lead', kind: 'link', target: 'lead' },
    { key: 'callOn', label: 'Call on', kind: 'date' },
  ],
};

describe('bulk changes', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    for (const body of [project, lead, call]) {
      const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body });
      if (made.statusCode !== 201) throw new Error(made.body);
    }
  });
  afterAll(() => test?.stop());

  const make = async (type: string, doc: object, more: object = {}): Promise<RecordView> => {
    const made = await test.inject({
      method: 'POST',
      url: `/api/v1/entity-types/${type}/records`,
      body: { doc, ...more },
    });
    if (made.statusCode !== 201) throw new Error(made.body);
    return made.json();
  };
  const read = async (type: string, id: string): Promise<RecordView> =>
    (await test.inject({ url: `/api/v1/entity-types/${type}/records/${id}` })).json();
  let series = 0;
  const leads = async (count: number, doc: (index: number) => object = () => ({})): Promise<RecordView[]> => {
    const run = ++series;
    const made: RecordView[] = [];
    for (let index = 0; index < count; index++) {
      made.push(await make('lead', { title: `S${run} ${index}`, ...doc(index) }));
    }
    return made;
  };
  const titled = (records: RecordView[]) => ({
    combinator: 'and',
    rules: [{ field: 'title', operator: 'beginsWith', value: `${records[0]?.title.split(' ')[0]} ` }],
  });
  const start = (body: object, more: { token?: string; headers?: { [name: string]: string } } = {}) =>
    test.inject({ method: 'POST', url: '/api/v1/entity-types/lead/records/bulk', body, ...more });
  const ended = async (jobId: string): Promise<Job> => {
    for (let turn = 0; turn < 600; turn++) {
      const job = (await test.inject({ url: `/api/v1/jobs/${jobId}` })).json() as Job;
      if (!['queued', 'running'].includes(job.status)) return job;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('The job does not end.');
  };
  const done = async (body: object, token?: string): Promise<Job> => {
    const answer = await start(body, { token });
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return ended((answer.json() as { jobId: string }).jobId);
  };
  const undo = async (jobId: string): Promise<Job> => {
    const answer = await test.inject({ method: 'POST', url: `/api/v1/jobs/${jobId}/undo` });
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return ended((answer.json() as { jobId: string }).jobId);
  };
  const ids = (records: RecordView[]) => records.map(({ id }) => id);

  it('moves records, and lists each that could not be moved with the reason', async () => {
    const records = await leads(5, (index) => (index % 2 ? {} : { amount: index }));
    const job = await done({ ids: ids(records), action: { move: { stage: 'offer' } } });
    expect(job).toMatchObject({ status: 'done', done: 5, total: 5, failedCount: 2, result: { changed: 3, failed: 2 } });
    expect(job.failed.map(({ id, column }) => [id, column])).toEqual([
      [records[1]?.id, 'amount'],
      [records[3]?.id, 'amount'],
    ]);
    expect((await read('lead', records[0]?.id ?? '')).stage).toBe('offer');
    expect((await read('lead', records[1]?.id ?? '')).stage).toBe('new');
    const events = await test.database.query<{ cause: { bulk?: string }; actor: object }>(
      `SELECT cause, actor FROM events WHERE record_id = $1 AND kind = 'record.moved'`,
      [records[0]?.id],
    );
    expect(events).toEqual([
      { cause: expect.objectContaining({ bulk: job.id, depth: 0 }), actor: { kind: 'user', id: test.admin.id } },
    ]);
  });

  it('works through all that match at the start, and not what comes later', async () => {
    const records = await leads(250 / 25, () => ({ amount: 1 }));
    const answer = await start({ filter: titled(records), action: { update: { doc: { amount: 7 } } } });
    const late = await make('lead', { title: `${records[0]?.title} late`, amount: 1 });
    const job = await ended((answer.json() as { jobId: string }).jobId);
    expect(job).toMatchObject({ total: 10, result: { changed: 10 } });
    expect((await read('lead', late.id)).doc.amount).toBe(1);
    expect((await read('lead', records[9]?.id ?? '')).doc).toMatchObject({ amount: 7, doubled: 14 });
    const again = await done({ filter: titled(records), action: { update: { doc: { amount: 7 } } } });
    expect(again.result).toMatchObject({ changed: 1, unchanged: 10 });
  });

  it('sets fields by formula over each record', async () => {
    const records = await leads(2, (index) => ({ contacted: `2026-01-3${index}` }));
    const action = { update: { doc: { contacted: '= contacted + duration("P3M")' } } };
    expect((await done({ ids: ids(records), action })).result).toMatchObject({ changed: 2 });
    expect((await read('lead', records[0]?.id ?? '')).doc.contacted).toBe('2026-04-30');
  });

  it('makes a record of another type for each, linked and dated by formula, once', async () => {
    const records = await leads(3, () => ({ contacted: '2026-02-01' }));
    const action: BulkAction = {
      create: {
        entityType: 'call',
        doc: { name: '= "Call " + title', callOn: '= contacted + duration("P3M")' },
        linkField: 'lead',
        once: true,
      },
    };
    const job = await done({ ids: ids(records), action });
    expect(job).toMatchObject({ makes: 'call', result: { made: 3, failed: 0 } });
    const made = async () =>
      (await test.inject({ url: '/api/v1/entity-types/call/records?sort=$number&limit=200' })).json()
        .items as RecordView[];
    expect((await made()).map(({ doc }) => doc)).toEqual(
      records.map(({ id, title }) => ({ name: `Call ${title}`, callOn: '2026-05-01', lead: id })),
    );
    expect((await done({ ids: ids(records), action })).result).toMatchObject({ made: 0, unchanged: 3 });
    const back = await undo(job.id);
    expect(back.result).toMatchObject({ changed: 3, failed: 0 });
    expect(await made()).toEqual([]);
  });

  it('links and unlinks, adding to what a field of many links holds', async () => {
    const [a, b] = [await make('project', { name: 'A' }), await make('project', { name: 'B' })];
    const records = await leads(2);
    await done({ ids: ids(records), action: { link: { field: 'projects', to: a.id } } });
    await done({ ids: ids(records), action: { link: { field: 'projects', to: [b.id, a.id] } } });
    await done({ ids: ids(records), action: { link: { field: 'project', to: a.id, doc: { amount: 3 } } } });
    expect((await read('lead', records[1]?.id ?? '')).doc).toMatchObject({
      projects: [a.id, b.id],
      project: a.id,
      amount: 3,
    });
    await done({ ids: ids(records), action: { link: { field: 'project', to: null } } });
    expect((await read('lead', records[1]?.id ?? '')).doc).not.toHaveProperty('project');
    const bad = await done({ ids: ids(records), action: { link: { field: 'project', to: records[0]?.id ?? '' } } });
    expect(bad).toMatchObject({ failedCount: 2, failed: [{ column: 'project' }, { column: 'project' }] });
  });

  it('assigns, deletes and restores, and takes each back', async () => {
    const someone = await test.addUser(['member'], 'Someone');
    const records = await leads(2);
    const assigned = await done({ ids: ids(records), action: { assign: { ownerId: someone.id } } });
    expect((await read('lead', records[0]?.id ?? '')).ownerId).toBe(someone.id);
    expect((await undo(assigned.id)).result).toMatchObject({ changed: 2 });
    expect((await read('lead', records[0]?.id ?? '')).ownerId).toBe(test.admin.id);
    const deleted = await done({ ids: ids(records), action: { delete: {} } });
    expect((await read('lead', records[0]?.id ?? '')).deletedAt).not.toBeNull();
    const restored = await done({ filter: titled(records), action: { restore: true } });
    expect(restored.result).toMatchObject({ changed: 2 });
    await undo(restored.id);
    await undo(deleted.id);
    expect((await read('lead', records[0]?.id ?? '')).deletedAt).toBeNull();
  });

  it('puts tags on and takes them off, and takes that back', async () => {
    const records = await leads(2);
    await test.inject({
      method: 'PATCH',
      url: `/api/v1/entity-types/lead/records/${records[0]?.id}`,
      body: { tags: ['old', 'kept'] },
    });
    const tagged = await done({ ids: ids(records), action: { tag: { add: ['Hot', 'kept'], remove: ['old'] } } });
    expect(tagged.result).toMatchObject({ changed: 2 });
    expect((await read('lead', records[0]?.id ?? '')).tags).toEqual(['kept', 'Hot']);
    expect((await read('lead', records[1]?.id ?? '')).tags).toEqual(['Hot', 'kept']);
    expect((await undo(tagged.id)).result).toMatchObject({ changed: 2 });
    expect((await read('lead', records[0]?.id ?? '')).tags).toEqual(['old', 'kept']);
    expect((await read('lead', records[1]?.id ?? '')).tags).toEqual([]);
  });

  it('takes a change back where nobody changed it since, and lists the others', async () => {
    const records = await leads(3, () => ({ amount: 1 }));
    const job = await done({ ids: ids(records), action: { move: { stage: 'offer', doc: { amount: 5 } } } });
    expect(job).toMatchObject({ undoable: true, undoneBy: null });
    await test.inject({
      method: 'PATCH',
      url: `/api/v1/entity-types/lead/records/${records[1]?.id}`,
      body: { doc: { amount: 6 } },
    });
    const back = await undo(job.id);
    expect(back).toMatchObject({ status: 'done', kind: 'undo', failedCount: 1, result: { changed: 2, failed: 1 } });
    expect(back.failed).toEqual([{ id: records[1]?.id, problem: 'Changed since: Amount.' }]);
    expect(await read('lead', records[0]?.id ?? '')).toMatchObject({ stage: 'new', doc: { amount: 1 } });
    expect(await read('lead', records[1]?.id ?? '')).toMatchObject({ stage: 'offer', doc: { amount: 6 } });
    expect((await test.inject({ url: `/api/v1/jobs/${job.id}` })).json()).toMatchObject({
      undoable: false,
      undoneBy: back.id,
    });
    const twice = await test.inject({ method: 'POST', url: `/api/v1/jobs/${job.id}/undo` });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'conflict']);
  });

  it('keeps the limit of a stage and unique values, record by record', async () => {
    const records = await leads(4, (index) => ({ amount: index }));
    const moved = await done({ ids: ids(records), action: { move: { stage: 'full' } } });
    expect(moved).toMatchObject({ failedCount: 2, result: { changed: 2 } });
    const named = await done({ ids: ids(records), action: { update: { doc: { title: 'The one and only' } } } });
    expect(named).toMatchObject({ failedCount: 3, result: { changed: 1 } });
    expect(named.failed[0]?.problem).toMatch(/The one and only|already|unique/i);
  });

  it('does only what the person may do to each record', async () => {
    const own = { entityType: 'lead', actions: ['read'], scope: 'all' };
    const grants = [own, { entityType: 'lead', actions: ['update', 'create'], scope: 'own' }];
    await test.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'narrow', name: 'Narrow', grants } });
    const person = await test.addUser(['narrow'], 'Narrow');
    const records = await leads(2);
    const mine = await test.inject({
      method: 'POST',
      url: '/api/v1/entity-types/lead/records',
      token: person.token,
      body: { doc: { title: `Mine ${series}` } },
    });
    const all = [...ids(records), mine.json().id as string, '01990000-0000-7000-8000-000000000000'];
    const answer = await start({ ids: all, action: { update: { doc: { amount: 9 } } } }, { token: person.token });
    const { jobId } = answer.json() as { jobId: string };
    const job = await ended(jobId);
    expect(job).toMatchObject({ failedCount: 3, result: { changed: 1 } });
    const denied = await start({ ids: all, action: { delete: {} } }, { token: person.token });
    expect([denied.statusCode, denied.json().code]).toEqual([403, 'forbidden']);
    const other = await test.inject({
      method: 'POST',
      url: `/api/v1/jobs/${jobId}/undo`,
      token: (await test.addUser(['member'])).token,
    });
    expect(other.statusCode).toBe(404);
  });

  it('lets no formula read what the person may not', async () => {
    const fields = { read: ['title', 'amount'], write: ['title', 'amount'] };
    const grants = [{ entityType: 'lead', actions: ['read', 'update'], scope: 'all', fields }];
    await test.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'blind', name: 'Blind', grants } });
    const person = await test.addUser(['blind'], 'Blind');
    const [record] = await leads(1, () => ({ secret: 'hidden' }));
    const asked = (doc: object) => start({ ids: [record?.id], action: { update: { doc } } }, { token: person.token });
    for (const formula of ['= secret', '= record.secret', '= get value(record, "secret")']) {
      const answer = await asked({ title: formula });
      if (answer.statusCode === 202) await ended(answer.json().jobId);
      expect((await read('lead', record?.id ?? '')).title).not.toContain('hidden');
    }
    expect((await asked({ title: '= secret' })).json()).toMatchObject({
      code: 'invalid_document',
      errors: [{ path: '/action/update/doc/title', code: 'unknown_name' }],
    });
  });

  it('refuses what cannot be done to any record, saying where', async () => {
    const [record] = await leads(1);
    const refusal = async (body: object) => {
      const answer = await start({ ids: [record?.id], ...body });
      return [answer.statusCode, answer.json().code, answer.json().errors?.[0]?.path];
    };
    expect(await refusal({ action: { move: { stage: 'nowhere' } } })).toEqual([
      422,
      'invalid_document',
      '/action/move/stage',
    ]);
    expect(await refusal({ action: { update: { doc: { doubled: 1 } } } })).toEqual([
      422,
      'invalid_document',
      '/action/update/doc/doubled',
    ]);
    expect(await refusal({ action: { create: { entityType: 'nothing' } } })).toEqual([
      422,
      'invalid_document',
      '/action/create/entityType',
    ]);
    expect((await refusal({ action: {} }))[0]).toBe(400);
    expect((await refusal({ filter: { combinator: 'and', rules: [] }, action: { delete: {} } }))[0]).toBe(400);
    const filter = { combinator: 'and', rules: [{ field: 'none', operator: '=', value: 1 }] };
    const bad = await start({ filter, action: { delete: {} } });
    expect([bad.statusCode, bad.json().code]).toEqual([422, 'invalid_condition']);
  });

  it('begins one job for the same key', async () => {
    const records = await leads(1);
    const body = { ids: ids(records), action: { update: { doc: { amount: 2 } } } };
    const headers = { 'idempotency-key': `bulk-${series}` };
    const [first, second] = [await start(body, { headers }), await start(body, { headers })];
    expect(second.json()).toEqual(first.json());
    expect(first.statusCode).toBe(202);
  });

  it('does each record once though the worker stops in the middle', async () => {
    const records = await leads(1);
    await test.database.query(
      `INSERT INTO records (id, entity_type, number, funnel, stage, stage_entered_at, last_activity_at, title, doc,
         definition_version, rank, version, created_at, created_by, updated_at)
       SELECT gen_random_uuid(), entity_type, 100000 + n, funnel, stage, stage_entered_at, last_activity_at, title || n,
         doc || jsonb_build_object('title', title || n, 'amount', 1), definition_version, rank, 1, created_at, created_by,
         updated_at
       FROM records, generate_series(1, 1500) AS n WHERE id = $1`,
      [records[0]?.id],
    );
    const action = { update: { doc: { amount: '= amount + 1' } } };
    const answer = await start({ filter: titled(records), action });
    const { jobId } = answer.json() as { jobId: string };
    const progress = async () => (await test.inject({ url: `/api/v1/jobs/${jobId}` })).json() as Job;
    while ((await progress()).done < 100) await new Promise((resolve) => setTimeout(resolve, 5));
    // As if the worker had died: its lease is taken by another.
    await test.database.query(`UPDATE jobs SET lease_until = lease_until - interval '2 hours' WHERE id = $1`, [jobId]);
    const job = await ended(jobId);
    expect(job).toMatchObject({ total: 1501, done: 1501 });
    const [sum] = await test.database.query<{ twice: number; events: number }>(
      `SELECT count(*) FILTER (WHERE (doc ->> 'amount')::numeric <> 2) AS twice,
         (SELECT count(*) FROM events WHERE cause ->> 'bulk' = $2) AS events
       FROM records WHERE entity_type = 'lead' AND number >= 100000 AND title LIKE $1`,
      [`${records[0]?.title}%`, jobId],
    );
    expect(sum).toEqual({ twice: 0, events: 1500 });
  });

  it('stops when it is cancelled: what is done stays, and can be taken back', async () => {
    const many = { combinator: 'and', rules: [{ field: '$number', operator: '>=', value: 100000 }] };
    const answer = await start({ filter: many, action: { update: { doc: { amount: 50 } } } });
    const { jobId } = answer.json() as { jobId: string };
    await test.inject({ method: 'POST', url: `/api/v1/jobs/${jobId}/cancel` });
    const job = await ended(jobId);
    expect(job.status).toBe('cancelled');
    const back = await undo(jobId);
    expect(back).toMatchObject({ status: 'done', failedCount: 0 });
    const [left] = await test.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM records WHERE number >= 100000 AND doc ->> 'amount' = '50'`,
    );
    expect(left?.count).toBe(0);
  });
});
