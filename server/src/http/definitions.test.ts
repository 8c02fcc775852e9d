import { deal, useDesigns } from '../testing/designs.ts';

describe('the definition of a process that people work in', () => {
  const designs = useDesigns();
  const { call, make, add, draftOf, edit, publish, jobOf, kindOf } = designs;

  it('is drafted from what is published, revision by revision, and only by who may design', async () => {
    await make('drafted');
    const first = await draftOf('drafted');
    expect(first).toMatchObject({ key: 'drafted', version: 1, revision: 0 });
    const saved = await edit('drafted', () => ({ name: 'Bargain' }));
    expect(saved).toMatchObject({ name: 'Bargain', version: 1, revision: 1 });
    expect((await call('GET', '/entity-types/drafted')).json().name).toBe('Deal');
    expect(await draftOf('drafted')).toEqual(saved);
    const member = await designs.test.addUser(['member']);
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
      savedBy: { kind: 'user', id: designs.test.admin.id },
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
    const ids = references.map(({ id }: { id: string }) => id);
    expect(ids[0]).toBe('rule/named/big');
    expect(ids[2]).toBe('role/reader');
    const refused = await call('POST', '/entity-types/named/publish', { accept: ids.slice(1) });
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'unconvertible',
      errors: [{ path: '/accept', code: 'broken_reference' }],
      references: [{ id: 'rule/named/big' }],
    });
    const gone = await call('DELETE', '/entity-types/named?confirm=named');
    expect(gone.statusCode).toBe(409);
    expect(gone.json().references).toMatchObject([{ kind: 'entityType', key: 'other' }]);
  });

  it('is published once each thing that breaks has been decided about', async () => {
    await make('decided');
    const rule = {
      key: 'follow',
      name: 'Follow up',
      enabled: true,
      trigger: { kind: 'stage.entered', stages: ['proposal'] },
      steps: [{ id: 'call', kind: 'task.create', title: 'Call' }],
    };
    await call('POST', '/entity-types/decided/rules', rule);
    await edit('decided', ({ funnels: [funnel] }) => ({
      funnels: [{ ...funnel, stages: (funnel?.stages ?? []).filter(({ key }) => key !== 'proposal') }],
    }));
    const stageMap = { proposal: 'approach' };
    const early = await call('POST', '/entity-types/decided/publish', { stageMap, accept: [] });
    expect(early.json()).toMatchObject({ status: 422, references: [{ id: 'rule/decided/follow' }] });
    await publish('decided', { stageMap, accept: ['rule/decided/follow'] });
    await edit('decided', ({ fields }) => ({ fields: fields.filter(({ key }) => key !== 'amount') }));
    const filter = { combinator: 'and', rules: [{ field: 'amount', operator: 'notNull' }] };
    const { id } = (await call('POST', '/entity-types/decided/views', { name: 'Big', filter })).json();
    // Came up after the one who publishes had looked.
    expect((await call('POST', '/entity-types/decided/publish', { accept: [] })).json()).toMatchObject({
      errors: [{ path: '/accept', code: 'broken_reference' }],
    });
    await publish('decided', { accept: [`view/${id}`] });
  });

  it('takes the edits of the builder, all of them or none', async () => {
    await make('edited');
    const edits = [
      { kind: 'stage.add', funnel: 'sales', stage: { key: 'ask', name: 'Ask', group: 'open' }, at: 1 },
      { kind: 'stage.update', funnel: 'sales', stage: 'ask', set: { required: ['amount'] } },
      { kind: 'field.update', field: 'amount', set: { label: 'Sum' } },
    ];
    const url = '/entity-types/edited/draft/edits';
    const saved = await call('POST', url, { revision: 0, edits });
    expect(saved.json()).toMatchObject({ revision: 1, fields: [{}, { label: 'Sum' }, {}] });
    expect((await draftOf('edited')).funnels[0]?.stages[1]).toMatchObject({ key: 'ask', required: ['amount'] });
    expect((await call('POST', url, { revision: 0, edits })).json()).toMatchObject({
      code: 'version_conflict',
      current: { revision: 1 },
    });
    const impossible = [
      { kind: 'type.update', set: { name: 'Lost' } },
      { kind: 'stage.remove', funnel: 'sales', stage: 'no' },
    ];
    expect((await call('POST', url, { revision: 1, edits: impossible })).json()).toMatchObject({
      code: 'invalid_definition',
      errors: [{ path: '/edits/1', code: 'not_found' }],
    });
    const misshapen = [{ kind: 'stage.update', funnel: 'sales', stage: 'ask', set: { required: 'amount' } }];
    expect((await call('POST', url, { revision: 1, edits: misshapen })).statusCode).toBe(422);
    expect((await call('POST', url, { revision: 1, edits: [{ kind: 'stage.drop' }] })).statusCode).toBe(400);
    expect(await draftOf('edited')).toMatchObject({ name: 'Deal', revision: 1 });
  });

  it('shows who else is changing it, on whichever server they are, until they leave or fall silent', async () => {
    await make('shared');
    const other = await designs.test.addUser(['admin']);
    const url = '/entity-types/shared/draft/presence';
    expect((await call('POST', url, { part: 'funnel' })).json()).toEqual({ items: [] });
    expect((await call('POST', url, { part: 'fields' }, other.token)).json().items).toMatchObject([
      { userId: designs.test.admin.id, part: 'funnel' },
    ]);
    expect((await call('POST', url)).json().items).toMatchObject([{ userId: other.id, part: 'fields' }]);
    await call('DELETE', url, undefined, other.token);
    expect((await call('POST', url)).json().items).toEqual([]);
    await call('POST', url, {}, other.token);
    await designs.test.database.query(`UPDATE design_presence SET seen_at = seen_at - interval '1 minute'`);
    expect((await call('POST', url)).json().items).toEqual([]);
    const member = await designs.test.addUser(['member']);
    expect((await call('POST', url, {}, member.token)).statusCode).toBe(403);
  });

  it('comes back from the trash within thirty days', async () => {
    await make('gone');
    const { id } = await add('gone', { title: 'Kept' });
    expect((await call('DELETE', '/entity-types/gone?confirm=gone')).statusCode).toBe(204);
    expect((await call('GET', '/entity-types/gone')).statusCode).toBe(404);
    expect((await call('GET', '/entity-types?deleted=true')).json().items).toMatchObject([{ key: 'gone' }]);
    const member = await designs.test.addUser(['member']);
    expect((await call('POST', '/entity-types/gone/restore', undefined, member.token)).statusCode).toBe(404);
    expect((await call('POST', '/entity-types/gone/restore')).json()).toMatchObject({ key: 'gone', version: 1 });
    expect((await call('GET', `/entity-types/gone/records/${id}`)).json().doc.title).toBe('Kept');
    await call('DELETE', '/entity-types/gone?confirm=gone');
    await designs.test.database.query(
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
    const events = await designs.test.database.query(
      `SELECT kind, data - 'jobId' AS data FROM events WHERE entity_type = 'computed' AND kind LIKE 'entity_type.%' ORDER BY seq`,
    );
    expect(events).toEqual([
      { kind: 'entity_type.published', data: { version: 1 } },
      { kind: 'entity_type.published', data: { version: 2, previous: 1 } },
    ]);
  });
});
