import { type Definition, deal, stage, useDesigns } from '../testing/designs.ts';
import { until } from '../testing/until.ts';

describe('a definition changed under live work', () => {
  const designs = useDesigns();
  const { call, make, add, edit, publish, jobOf, money } = designs;

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
    expect(effect.stages).toEqual([
      { funnel: 'sales', stage: 'proposal', records: 1, target: null, examples: [{ id, number: 1, title: 'A' }] },
    ]);
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
    const visits = await designs.test.database.query(
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
    const known = await designs.test.database.query<{ definition: Definition }>(
      `UPDATE entity_types SET version = 2,
         definition = jsonb_set(jsonb_set(definition, '{fields,1,kind}', '"money"'), '{fields,1,currency}', '"EUR"')
       WHERE key = 'lazy' RETURNING definition`,
    );
    await designs.test.database.query(
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
    const kinds = await designs.test.database.query<{ kind: string }>(
      'SELECT kind FROM events WHERE record_id = $1 ORDER BY seq',
      [made[2].id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['record.created', 'record.converted', 'record.moved']);
    const stored = await designs.test.database.query('SELECT doc, definition_version FROM records WHERE id = $1', [
      made[0].id,
    ]);
    expect(stored).toEqual([{ doc: { title: '5', amount: 5, note: 'x' }, definition_version: 2 }]);
  });
});
