import { type TestApp, testApp } from '../testing/app.ts';
import { until } from '../testing/until.ts';

const stage = (key: string, group: string, rest: object = {}) => ({ key, name: key, group, ...rest });

const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'text' },
    { key: 'note', label: 'Note', kind: 'longText' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [stage('approach', 'open'), stage('proposal', 'open'), stage('won', 'won'), stage('lost', 'lost')],
      transitions: 'free',
    },
  ],
};

type Definition = typeof deal & { version: number; revision: number; jobId: string; funnels: typeof deal.funnels };

describe('the definition of a process that people work in', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
  });
  afterAll(() => test?.stop());

  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    token?: string,
  ) => test.inject({ method, url: `/api/v1${url}`, body, ...(token ? { token } : {}) });

  /** A type of its own for each story. */
  async function make(key: string, changes: object = {}): Promise<void> {
    const made = await call('POST', '/entity-types', { ...deal, key, ...changes });
    if (made.statusCode !== 201) throw new Error(made.body);
  }

  async function add(key: string, doc: object, place = 'approach') {
    const made = await call('POST', `/entity-types/${key}/records`, { doc, stage: place });
    if (made.statusCode !== 201) throw new Error(made.body);
    return made.json();
  }

  const draftOf = async (key: string): Promise<Definition> =>
    (await call('GET', `/entity-types/${key}?version=draft`)).json();

  /** Changes the draft and saves it. */
  async function edit(key: string, change: (definition: Definition) => object): Promise<Definition> {
    const draft = await draftOf(key);
    const saved = await call('PUT', `/entity-types/${key}/draft`, { ...draft, ...change(draft) });
    if (saved.statusCode !== 200) throw new Error(saved.body);
    return saved.json();
  }

  async function publish(key: string, decisions?: object): Promise<Definition> {
    const answer = await call('POST', `/entity-types/${key}/publish`, decisions);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json();
  }

  const jobOf = (id: string) =>
    until(async () => {
      const job = (await call('GET', `/jobs/${id}`)).json();
      return job.status === 'queued' || job.status === 'running' ? undefined : job;
    });

  const kindOf =
    (kind: string, rest: object = {}) =>
    (definition: Definition) => ({
      fields: definition.fields.map((field) => (field.key === 'amount' ? { ...field, kind, ...rest } : field)),
    });

  const money = kindOf('money', { currency: 'EUR' });

  it('is drafted from what is published, revision by revision, and only by who may design', async () => {
    await make('drafted');
    const first = await draftOf('drafted');
    expect(first).toMatchObject({ key: 'drafted', version: 1, revision: 0 });
    const saved = await edit('drafted', () => ({ name: 'Bargain' }));
    expect(saved).toMatchObject({ name: 'Bargain', version: 1, revision: 1 });
    expect((await call('GET', '/entity-types/drafted')).json().name).toBe('Deal');
    expect(await draftOf('drafted')).toEqual(saved);
    const member = await test.addUser(['member']);
    for (const [method, url, body] of [
      ['GET', '?version=draft', undefined],
      ['PUT', '/draft', saved],
      ['DELETE', '/draft', undefined],
      ['POST', '/draft/check', undefined],
      ['POST', '/publish', {}],
      ['POST', '/versions/1/restore', {}],
    ] as const) {
      expect((await call(method, `/entity-types/drafted${url}`, body, member.token)).statusCode).toBe(403);
    }
    const audit = (await call('GET', '/audit?action=entity_type.draft_saved')).json().items;
    expect(audit[0]).toMatchObject({ target: { entityType: 'drafted' }, data: { revision: 1 } });
    expect((await call('DELETE', '/entity-types/drafted/draft')).statusCode).toBe(204);
    expect(await draftOf('drafted')).toMatchObject({ name: 'Deal', revision: 2 });
  });

  it('refuses a stale draft and says what was changed meanwhile', async () => {
    await make('stale');
    const base = await draftOf('stale');
    await edit('stale', () => ({ name: 'First' }));
    await edit('stale', (definition) => ({
      fields: [...definition.fields, { key: 'region', label: 'Region', kind: 'text' }],
    }));
    const late = await call('PUT', '/entity-types/stale/draft', { revision: 1, definition: { ...deal, key: 'stale' } });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({
      code: 'version_conflict',
      current: { name: 'First', revision: 2 },
      changes: [{ kind: 'added', path: '/fields/region' }],
      savedBy: { kind: 'user', id: test.admin.id },
    });
    expect((await call('PUT', '/entity-types/stale/draft', base)).json().changes).toHaveLength(2);
    const { revision, ...without } = base;
    expect((await call('PUT', '/entity-types/stale/draft', without)).json()).toMatchObject({
      status: 400,
      errors: [{ path: '/revision' }],
    });
    const odd = await call('PUT', '/entity-types/stale/draft', { ...base, revision: 2, fields: [{ key: 5 }] });
    expect(odd.json()).toMatchObject({ status: 422, code: 'invalid_definition' });
    expect((await draftOf('stale')).revision).toBe(2);
  });

  it('keeps unfinished drafts, tells their faults with paths, and publishes none of them', async () => {
    await make('unfinished');
    await edit('unfinished', () => ({ titleField: 'nowhere' }));
    const checked = (await call('POST', '/entity-types/unfinished/draft/check')).json();
    expect(checked.faults).toMatchObject([{ path: '/titleField' }]);
    expect((await call('POST', '/entity-types/unfinished/publish', {})).json()).toMatchObject({
      status: 422,
      code: 'invalid_definition',
      errors: [{ path: '/titleField' }],
    });
    expect((await call('GET', '/entity-types/unfinished')).json().version).toBe(1);
  });

  it('takes a mandatory stage before Proposal while cards are in it: they stay, new moves go through', async () => {
    await make('live');
    const inProposal = await add('live', { title: 'Waiting' }, 'proposal');
    const fresh = await add('live', { title: 'Fresh' });
    await edit('live', ({ funnels: [funnel] }) => ({
      fields: [...deal.fields, { key: 'answer', label: 'Answer', kind: 'text' }],
      funnels: [
        {
          ...funnel,
          stages: [
            stage('approach', 'open'),
            stage('technical', 'open', { instructions: 'Ask the technical team.' }),
            stage('proposal', 'open', { required: ['answer'] }),
            stage('won', 'won'),
            stage('lost', 'lost'),
          ],
          transitions: [
            { from: 'approach', to: 'technical' },
            { from: 'technical', to: 'proposal' },
            { from: 'proposal', to: 'won' },
            { from: 'proposal', to: 'lost' },
          ],
        },
      ],
    }));
    const effect = (await call('POST', '/entity-types/live/draft/check')).json();
    expect(effect).toMatchObject({ faults: [], records: 2, fields: [], stages: [], references: [] });
    const { version, jobId } = await publish('live');
    expect(version).toBe(2);
    expect(await jobOf(jobId)).toMatchObject({ status: 'done', failedCount: 0 });
    const moved = (id: string, to: string, doc = {}) =>
      call('POST', `/entity-types/live/records/${id}/move`, { stage: to, doc });
    expect((await moved(fresh.id, 'proposal')).json()).toMatchObject({
      status: 422,
      code: 'transition_not_allowed',
      allowed: ['technical'],
    });
    expect((await moved(fresh.id, 'technical')).statusCode).toBe(200);
    expect((await moved(fresh.id, 'proposal')).json().code).toBe('required_fields');
    expect((await moved(fresh.id, 'proposal', { answer: 'It works' })).statusCode).toBe(200);
    const still = (await call('GET', `/entity-types/live/records/${inProposal.id}`)).json();
    expect(still).toMatchObject({ stage: 'proposal', version: 1, stageEnteredAt: inProposal.stageEnteredAt });
    expect((await moved(inProposal.id, 'won')).statusCode).toBe(200);
  });

  it('turns a text into money: says first what does not convert, refuses, sets aside, and comes back', async () => {
    await make('priced');
    const [good, bad] = [
      await add('priced', { title: 'A', amount: '1,200.50' }),
      await add('priced', { title: 'B', amount: 'ask Ann' }),
    ];
    await edit('priced', money);
    const effect = (await call('POST', '/entity-types/priced/draft/check')).json();
    expect(effect.fields).toEqual([
      {
        field: 'amount',
        change: 'converted',
        from: 'text',
        to: 'money',
        converts: 1,
        fails: 1,
        failures: [
          expect.objectContaining({
            id: bad.id,
            number: bad.number,
            title: 'B',
            value: 'ask Ann',
            code: 'not_a_number',
          }),
        ],
      },
    ]);
    const refused = await call('POST', '/entity-types/priced/publish', {});
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'unconvertible',
      errors: [{ path: '/fields/1', code: 'unconvertible' }],
      fields: [{ field: 'amount', fails: 1 }],
    });
    const { jobId } = await publish('priced', { onUnconvertible: 'setAside' });
    expect(await jobOf(jobId)).toMatchObject({
      status: 'done',
      failedCount: 1,
      failed: [{ id: bad.id, column: 'amount', value: 'ask Ann' }],
      result: { converted: 2, setAside: 1 },
    });
    const record = async (id: string) => (await call('GET', `/entity-types/priced/records/${id}`)).json();
    expect(await record(good.id)).toMatchObject({ doc: { amount: 1200.5 }, version: 2 });
    const aside = { value: 'ask Ann', kind: 'text', version: 1, code: 'not_a_number' };
    expect(await record(bad.id)).toMatchObject({ doc: { title: 'B' }, setAside: { amount: aside } });
    expect((await record(bad.id)).doc.amount).toBeUndefined();
    expect((await call('GET', '/entity-types/priced/set-aside')).json().items).toMatchObject([
      { record: { id: bad.id, number: bad.number, title: 'B' }, field: 'amount', ...aside },
    ]);
    const patched = await call('PATCH', `/entity-types/priced/records/${bad.id}`, { doc: { amount: 70 } });
    expect(patched.json()).toMatchObject({ doc: { amount: 70 }, setAside: { amount: { value: 'ask Ann' } } });
    await call('PATCH', `/entity-types/priced/records/${bad.id}`, { doc: { amount: null } });
    const board = (await call('GET', '/entity-types/priced/board')).json();
    expect(board.columns[0]).toMatchObject({ stage: 'approach', count: 2, sums: { amount: 1200.5 } });
    const timeline = (await call('GET', `/entity-types/priced/records/${good.id}/timeline`)).json().items;
    expect(timeline[0]).toMatchObject({
      kind: 'record.converted',
      actor: { kind: 'system', id: 'conversion' },
      data: { changes: [{ field: 'amount', before: '1,200.50', after: 1200.5 }] },
    });

    const versions = (await call('GET', '/entity-types/priced/versions')).json().items;
    expect(versions.map((each: Definition) => each.version)).toEqual([2, 1]);
    expect((await call('GET', '/entity-types/priced?version=1')).json().fields[1].kind).toBe('text');
    const back = await call('POST', '/entity-types/priced/versions/1/restore');
    expect(back.json()).toMatchObject({ version: 3, fields: [{}, { kind: 'text' }, {}] });
    await jobOf(back.json().jobId);
    expect(await record(good.id)).toMatchObject({ doc: { amount: '1200.5' } });
    const returned = await record(bad.id);
    expect(returned).toMatchObject({ doc: { amount: 'ask Ann' } });
    expect(returned.setAside).toBeUndefined();
  });

  it('loses no value of a field that is taken away, and gives it back with the field', async () => {
    await make('slim');
    const { id } = await add('slim', { title: 'A', note: 'Remember' });
    await edit('slim', ({ fields }) => ({ fields: fields.filter(({ key }) => key !== 'note') }));
    const effect = (await call('POST', '/entity-types/slim/draft/check')).json();
    expect(effect.fields).toMatchObject([{ field: 'note', change: 'removed', to: null, fails: 1 }]);
    expect(await jobOf((await publish('slim')).jobId)).toMatchObject({ status: 'done', failedCount: 0 });
    const record = async () => (await call('GET', `/entity-types/slim/records/${id}`)).json();
    expect(await record()).toMatchObject({ doc: { title: 'A' }, setAside: { note: { value: 'Remember' } } });
    await edit('slim', ({ fields }) => ({ fields: [...fields, { key: 'note', label: 'Note', kind: 'longText' }] }));
    await jobOf((await publish('slim')).jobId);
    expect((await record()).doc).toEqual({ title: 'A', note: 'Remember' });
    expect((await record()).setAside).toBeUndefined();
  });

  it('moves the records of a stage that goes where it is told, with events and visits, and does not guess', async () => {
    await make('shrunk');
    const { id } = await add('shrunk', { title: 'A' }, 'proposal');
    const without = ({ funnels: [funnel] }: Definition) => ({
      funnels: [{ ...funnel, stages: (funnel?.stages ?? []).filter(({ key }) => key !== 'proposal') }],
    });
    await edit('shrunk', without);
    const effect = (await call('POST', '/entity-types/shrunk/draft/check')).json();
    expect(effect.stages).toEqual([{ funnel: 'sales', stage: 'proposal', records: 1, target: null }]);
    expect((await call('POST', '/entity-types/shrunk/publish', {})).json()).toMatchObject({
      status: 422,
      code: 'unconvertible',
      errors: [{ path: '/stageMap/proposal', code: 'stage_map_required' }],
    });
    expect(
      (await call('POST', '/entity-types/shrunk/publish', { stageMap: { proposal: 'nowhere' } })).json(),
    ).toMatchObject({
      status: 422,
      errors: expect.arrayContaining([expect.objectContaining({ path: '/stageMap/proposal', code: 'unknown_stage' })]),
    });
    const job = await jobOf((await publish('shrunk', { stageMap: { proposal: 'lost' } })).jobId);
    expect(job).toMatchObject({ status: 'done', result: { moved: 1 } });
    const record = (await call('GET', `/entity-types/shrunk/records/${id}`)).json();
    expect(record).toMatchObject({ stage: 'lost', version: 2 });
    expect(record.closedAt).not.toBeNull();
    const visits = await test.database.query(
      'SELECT stage, left_at IS NULL AS open FROM stage_visits WHERE record_id = $1 ORDER BY ordinal',
      [id],
    );
    expect(visits).toEqual([
      { stage: 'proposal', open: false },
      { stage: 'lost', open: true },
    ]);
    const board = (await call('GET', '/entity-types/shrunk/board')).json();
    expect(board.columns.map((column: { stage: string; count: number }) => [column.stage, column.count])).toEqual([
      ['approach', 0],
      ['won', 0],
      ['lost', 1],
    ]);
  });

  it('brings a record up when it is read or changed, before the background has come to it', async () => {
    await make('lazy');
    const made = [];
    for (const amount of ['5', '6', 'many']) made.push(await add('lazy', { title: amount, amount }));
    // As it is while the job still waits: published, and no record touched.
    const known = await test.database.query<{ definition: Definition }>(
      `UPDATE entity_types SET version = 2,
         definition = jsonb_set(jsonb_set(definition, '{fields,1,kind}', '"money"'), '{fields,1,currency}', '"EUR"')
       WHERE key = 'lazy' RETURNING definition`,
    );
    await test.database.query(
      `INSERT INTO entity_type_versions (entity_type, version, definition, created_at, created_by)
       VALUES ('lazy', 2, $1, now(), '{}')`,
      [JSON.stringify(known[0]?.definition)],
    );
    await until(async () => (await call('GET', '/entity-types/lazy')).json().version === 2);
    const list = (await call('GET', '/entity-types/lazy/records?sort=$number')).json().items;
    expect(list.map((record: { doc: { amount?: unknown } }) => record.doc.amount)).toEqual([5, 6, undefined]);
    expect(list[2].setAside.amount.value).toBe('many');
    const changed = await call('PATCH', `/entity-types/lazy/records/${made[0].id}`, { version: 1, doc: { note: 'x' } });
    expect(changed.json()).toMatchObject({ doc: { amount: 5, note: 'x' }, version: 2 });
    const moved = await call('POST', `/entity-types/lazy/records/${made[2].id}/move`, { stage: 'proposal' });
    expect(moved.json()).toMatchObject({ stage: 'proposal', version: 2, setAside: { amount: { value: 'many' } } });
    const kinds = await test.database.query<{ kind: string }>(
      'SELECT kind FROM events WHERE record_id = $1 ORDER BY seq',
      [made[2].id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['record.created', 'record.converted', 'record.moved']);
    const stored = await test.database.query('SELECT doc, definition_version FROM records WHERE id = $1', [made[0].id]);
    expect(stored).toEqual([{ doc: { title: '5', amount: 5, note: 'x' }, definition_version: 2 }]);
  });

  it('names the rules, views and roles that refer to what goes, and other types', async () => {
    await make('named');
    await make('other', { fields: [...deal.fields, { key: 'main', label: 'Main', kind: 'link', target: 'named' }] });
    const rule = {
      key: 'big',
      name: 'Big ones',
      enabled: true,
      trigger: { kind: 'stage.entered', stages: ['proposal'] },
      when: { combinator: 'and', rules: [{ field: 'amount', operator: 'beginsWith', value: '9' }] },
      steps: [{ id: 'call', kind: 'task.create', title: 'Call' }],
    };
    expect((await call('POST', '/entity-types/named/rules', rule)).statusCode).toBe(201);
    const filter = { combinator: 'and', rules: [{ field: 'amount', operator: 'contains', value: '1' }] };
    await call('POST', '/entity-types/named/views', { name: 'Mine', filter, columns: ['title', 'amount'] });
    const query = {
      dataset: 'records',
      entityType: 'named',
      groupBy: [{ field: 'amount' }],
      measures: [{ fn: 'count' }],
    };
    expect((await call('POST', '/reports', { name: 'By amount', query })).statusCode).toBe(201);
    const grants = [{ entityType: 'named', actions: ['read'], scope: 'all', fields: { read: ['title', 'amount'] } }];
    await call('POST', '/roles', { key: 'reader', name: 'Reader', grants });
    await edit('named', ({ fields, funnels: [funnel] }) => ({
      fields: fields.filter(({ key }) => key !== 'amount'),
      funnels: [{ ...funnel, stages: (funnel?.stages ?? []).filter(({ key }) => key !== 'proposal') }],
    }));
    const { references } = (await call('POST', '/entity-types/named/draft/check')).json();
    expect(
      references.map(({ kind, name, faults }: { kind: string; name: string; faults: { path: string }[] }) => [
        kind,
        name,
        faults.map(({ path }) => path),
      ]),
    ).toEqual([
      ['rule', 'Big ones', ['/trigger/stages/0', '/when/rules/0/field']],
      ['view', 'Mine', ['/filter/rules/0/field', '/columns/1']],
      ['role', 'Reader', ['/grants/0/fields/read/1']],
      ['report', 'By amount', ['/groupBy/0/field']],
    ]);
    const gone = await call('DELETE', '/entity-types/named?confirm=named');
    expect(gone.statusCode).toBe(409);
    expect(gone.json().references).toMatchObject([{ kind: 'entityType', key: 'other' }]);
  });

  it('comes back from the trash within thirty days', async () => {
    await make('gone');
    const { id } = await add('gone', { title: 'Kept' });
    expect((await call('DELETE', '/entity-types/gone?confirm=gone')).statusCode).toBe(204);
    expect((await call('GET', '/entity-types/gone')).statusCode).toBe(404);
    expect((await call('GET', '/entity-types?deleted=true')).json().items).toMatchObject([{ key: 'gone' }]);
    const member = await test.addUser(['member']);
    expect((await call('POST', '/entity-types/gone/restore', undefined, member.token)).statusCode).toBe(404);
    expect((await call('POST', '/entity-types/gone/restore')).json()).toMatchObject({ key: 'gone', version: 1 });
    expect((await call('GET', `/entity-types/gone/records/${id}`)).json().doc.title).toBe('Kept');
    await call('DELETE', '/entity-types/gone?confirm=gone');
    await test.database.query(
      `UPDATE entity_types SET deleted_at = deleted_at - interval '31 days' WHERE key = 'gone'`,
    );
    expect((await call('POST', '/entity-types/gone/restore')).statusCode).toBe(404);
  });

  it('asks for a value once where a field becomes unique, and then keeps it so', async () => {
    await make('unique');
    await add('unique', { title: 'A', amount: '7' });
    const twin = await add('unique', { title: 'B', amount: '7' });
    await edit('unique', kindOf('text', { unique: true }));
    const { duplicates } = (await call('POST', '/entity-types/unique/draft/check')).json();
    expect(duplicates).toMatchObject([{ field: 'amount', records: 2, examples: [{ number: 1 }, { number: 2 }] }]);
    expect((await call('POST', '/entity-types/unique/publish', { onUnconvertible: 'setAside' })).json()).toMatchObject({
      status: 422,
      errors: [{ path: '/fields/1/unique', code: 'duplicate_values' }],
    });
    await call('PATCH', `/entity-types/unique/records/${twin.id}`, { doc: { amount: '8' } });
    expect(await jobOf((await publish('unique')).jobId)).toMatchObject({ status: 'done' });
    const taken = await call('PATCH', `/entity-types/unique/records/${twin.id}`, { doc: { amount: '7' } });
    expect(taken.json()).toMatchObject({ status: 409, code: 'duplicate' });
  });

  it('computes new formulas for what is there, and tells the log of each publishing', async () => {
    await make('computed', { fields: [...deal.fields, { key: 'price', label: 'Price', kind: 'number' }] });
    const { id } = await add('computed', { title: 'A', price: 20 });
    await edit('computed', ({ fields }) => ({
      fields: [
        ...fields,
        { key: 'double', label: 'Double', kind: 'number', formula: '= price * 2' },
        { key: 'code', label: 'Code', kind: 'autonumber', format: 'C-{000}' },
        { key: 'kind', label: 'Kind', kind: 'text', required: true, default: 'usual' },
      ],
    }));
    await jobOf((await publish('computed')).jobId);
    expect((await call('GET', `/entity-types/computed/records/${id}`)).json().doc).toEqual({
      title: 'A',
      price: 20,
      double: 40,
      code: 'C-001',
      kind: 'usual',
    });
    const events = await test.database.query(
      `SELECT kind, data - 'jobId' AS data FROM events WHERE entity_type = 'computed' AND kind LIKE 'entity_type.%' ORDER BY seq`,
    );
    expect(events).toEqual([
      { kind: 'entity_type.published', data: { version: 1 } },
      { kind: 'entity_type.published', data: { version: 2, previous: 1 } },
    ]);
  });
});
