import { setTimeout as sleep } from 'node:timers/promises';
import type { Duplicate, DuplicateGroup } from '@etapa/shared/api/duplicates';
import type { RecordView } from '@etapa/shared/api/records';
import type { TimelineEntry } from '@etapa/shared/api/timeline';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const company = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'email', label: 'E-mail', kind: 'email', unique: true },
    { key: 'taxCode', label: 'Tax code', kind: 'text', duplicates: 'value' },
    { key: 'notes', label: 'Notes', kind: 'longText' },
    { key: 'parent', label: 'Parent', kind: 'link', target: 'company' },
    { key: 'tagged', label: 'Tagged', kind: 'links', target: 'company' },
    { key: 'secret', label: 'Secret', kind: 'text', duplicates: 'value' },
  ],
};
const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'client', label: 'Client', kind: 'link', target: 'company' },
    { key: 'clients', label: 'Clients', kind: 'links', target: 'company' },
    { key: 'rows', label: 'Rows', kind: 'lines', target: 'company' },
    { key: 'clientName', label: 'Client name', kind: 'text', formula: '= client.name' },
  ],
  funnels: [{ key: 'sales', name: 'Sales', transitions: 'free', stages: [{ key: 'new', name: 'New', group: 'open' }] }],
};

describe('duplicates', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    for (const body of [company, deal]) {
      const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body });
      if (made.statusCode !== 201) throw new Error(made.body);
    }
  });
  afterAll(() => test.stop());
  beforeEach(() => test.database.query("DELETE FROM records WHERE entity_type IN ('company', 'deal')"));

  const base = '/api/v1/entity-types';
  const make = async (doc: object, type = 'company', token?: string): Promise<RecordView> => {
    const answer = await test.inject({ method: 'POST', url: `${base}/${type}/records`, body: { doc }, token });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  };
  const read = async (id: string, type = 'company'): Promise<RecordView> =>
    (await test.inject({ url: `${base}/${type}/records/${id}` })).json();
  const check = async (doc: object, more: object = {}, token?: string): Promise<Duplicate[]> => {
    const answer = await test.inject({
      method: 'POST',
      url: `${base}/company/duplicates/check`,
      body: { doc, ...more },
      token,
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().items;
  };
  const groups = async (): Promise<DuplicateGroup[]> =>
    (await test.inject({ url: `${base}/company/duplicates` })).json().items;
  const merge = (survivor: RecordView, lost: RecordView, more: object = {}, token?: string) =>
    test.inject({
      method: 'POST',
      url: `${base}/company/records/${survivor.id}/merge`,
      body: { with: lost.id, ...more },
      token,
    });

  it('are proposed with the reason while they are typed, in any spelling', async () => {
    const kept = await make({ name: '株式会社髙島', phone: '+81 3-1234-5678', email: 'Info@Example.com' });
    const [byName] = await check({ name: '高島㈱' });
    expect(byName).toMatchObject({
      record: { id: kept.id, title: '株式会社髙島' },
      likely: true,
      reasons: [{ field: 'name', sort: 'company', alike: 'spelling', value: '高島㈱', otherValue: '株式会社髙島' }],
    });
    expect((await check({ name: '髙島' }))[0]).toMatchObject({ likely: false, reasons: [{ alike: 'form' }] });
    expect((await check({ email: ' INFO@example.COM ' }))[0]).toMatchObject({ reasons: [{ sort: 'email' }] });
    expect((await check({ phone: '+81312345678' }))[0]).toMatchObject({ reasons: [{ sort: 'phone' }] });
    expect(await check({ name: '高島㈱' }, { except: kept.id })).toEqual([]);
    expect(await check({})).toEqual([]);
  });

  it('are told by the numbers of the country of the organisation', async () => {
    const set = (country: string | null) =>
      test.inject({ method: 'PATCH', url: '/api/v1/organization', body: { country } });
    expect((await set('XX')).statusCode).toBe(422);
    expect((await set('JP')).json()).toMatchObject({ country: 'JP' });
    const kept = await make({ name: 'A', phone: '03-1234-5678' });
    expect(kept.doc.phone).toBe('+81312345678');
    expect((await check({ phone: '(03) 1234 5678' }))[0]?.record.id).toBe(kept.id);
    await set(null);
  });

  it('are not those that have another legal form, nor those in the trash', async () => {
    const kk = await make({ name: '株式会社ひかり' });
    expect(await check({ name: '合同会社ひかり' })).toEqual([]);
    expect(await check({ name: '有限会社ひかり' })).toEqual([]);
    expect(await check({ name: 'ｶ)ひかり' })).toHaveLength(1);
    await test.inject({ method: 'DELETE', url: `${base}/company/records/${kk.id}` });
    expect(await check({ name: 'ｶ)ひかり' })).toEqual([]);
  });

  it('follow what a record becomes', async () => {
    const one = await make({ name: 'ООО «Ромашка»', taxCode: '77-01' });
    const other = await make({ name: 'Лютик ООО' });
    const of = async () =>
      (await test.inject({ url: `${base}/company/records/${one.number}/duplicates` })).json().items;
    expect(await of()).toEqual([]);
    const patch = (doc: object) =>
      test.inject({ method: 'PATCH', url: `${base}/company/records/${other.id}`, body: { doc } });
    await patch({ name: 'ромашка, ооо' });
    expect(await of()).toHaveLength(1);
    await patch({ name: 'Лютик', taxCode: '7701' });
    expect(await of()).toMatchObject([{ reasons: [{ field: 'taxCode', sort: 'value' }] }]);
    await patch({ taxCode: null });
    expect(await of()).toEqual([]);
  });

  it('tell nothing of records and fields that one may not see', async () => {
    await test.inject({
      method: 'POST',
      url: '/api/v1/roles',
      body: {
        key: 'clerk',
        name: 'Clerk',
        grants: [
          {
            entityType: 'company',
            actions: ['read', 'create', 'update'],
            scope: { combinator: 'and', rules: [{ field: 'notes', operator: 'null', value: null }] },
            fields: { read: ['name', 'phone', 'notes'], write: ['name', 'phone'] },
          },
        ],
      },
    });
    const clerk = await test.addUser(['clerk']);
    await make({ name: 'Zeppelin GmbH', secret: 'abc-1' });
    await make({ name: 'Hidden AG', notes: 'not for clerks' });
    expect(await check({ name: 'ZEPPELIN Gmbh' }, {}, clerk.token)).toHaveLength(1);
    expect(await check({ secret: 'ABC 1' }, {}, clerk.token)).toEqual([]);
    expect(await check({ secret: 'ABC 1' })).toHaveLength(1);
    expect(await check({ name: 'Hidden AG' }, {}, clerk.token)).toEqual([]);
    const [a, b] = [await make({ name: 'Two Ltd' }), await make({ name: 'Two Limited' })];
    expect((await merge(a, b, {}, clerk.token)).statusCode).toBe(403);
    const nobody = await test.addUser([]);
    expect((await test.inject({ url: `${base}/company/duplicates`, token: nobody.token })).statusCode).toBe(404);
  });

  it('are listed in groups, each legal form by itself, until somebody says that they differ', async () => {
    const a = await make({ name: 'Acme Inc.' });
    const b = await make({ name: 'ACME, Incorporated' });
    await make({ name: 'Acme LLC' });
    await make({ name: 'Lonely Ltd' });
    const found = await groups();
    expect(found.map(({ records }) => records.map(({ title }) => title))).toEqual([
      ['Acme Inc.', 'ACME, Incorporated'],
    ]);
    const decide = (different: boolean) =>
      test.inject({
        method: 'POST',
        url: `${base}/company/duplicates/verdicts`,
        body: { ids: [a.id, b.id], different },
      });
    expect((await decide(true)).statusCode).toBe(204);
    expect(await groups()).toEqual([]);
    expect(await check({ name: 'Acme Inc' }, { except: a.id })).toEqual([]);
    await decide(false);
    expect(await groups()).toHaveLength(1);
  });

  it('become one, with all that hung on either, and two again', async () => {
    const survivor = await make({ name: 'Rossi S.r.l.', phone: '+39 06 1234 5678' });
    const lost = await make({ name: 'ROSSI SRL', email: 'rossi@example.com', notes: 'Pays late', parent: survivor.id });
    const linked = await make({ title: 'Deal', client: lost.id, clients: [survivor.id, lost.id] }, 'deal');
    const child = await make({ name: 'Child', parent: lost.id });
    const url = `${base}/company/records/${lost.id}`;
    await test.inject({ method: 'POST', url: `${url}/comments`, body: { text: 'Called in May' } });
    const task = (
      await test.inject({
        method: 'POST',
        url: '/api/v1/tasks',
        body: { title: 'Call', recordId: lost.id, assigneeId: test.admin.id },
      })
    ).json();
    await test.inject({ method: 'PATCH', url, body: { tags: ['vip'] } });

    const stale = await merge(survivor, lost, { withVersion: 1 });
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'version_conflict']);
    const answer = await merge(survivor, lost, { doc: { name: 'Rossi S.r.l. Roma' } });
    expect(answer.statusCode).toBe(200);
    const { mergeId, record } = answer.json();
    expect(record).toMatchObject({
      id: survivor.id,
      tags: ['vip'],
      doc: { name: 'Rossi S.r.l. Roma', email: 'rossi@example.com', notes: 'Pays late' },
    });
    expect(record.doc.parent).toBeUndefined();
    expect((await read(linked.id, 'deal')).doc).toMatchObject({
      client: survivor.id,
      clients: [survivor.id],
      clientName: 'Rossi S.r.l. Roma',
    });
    expect((await read(child.id)).doc.parent).toBe(survivor.id);
    const gone = await read(String(lost.number));
    expect(gone.deletedAt).not.toBeNull();
    expect(gone.mergedInto).toEqual({ id: survivor.id, number: survivor.number });
    const taskOf = async () => (await test.inject({ url: `/api/v1/tasks?record=${survivor.id}` })).json().items;
    expect(await taskOf()).toMatchObject([{ id: task.id }]);
    const timeline: TimelineEntry[] = (
      await test.inject({ url: `${base}/company/records/${survivor.id}/timeline?limit=100` })
    ).json().items;
    const kinds = timeline.map(({ kind }) => kind);
    expect(kinds[0]).toBe('record.merged');
    expect(kinds).toEqual(expect.arrayContaining(['comment.added', 'task.created']));
    expect(kinds).not.toContain('record.deleted');
    expect((await test.inject({ url: `/api/v1/comments?record=${survivor.id}` })).json().items).toHaveLength(1);
    const merges = (await test.inject({ url: `${base}/company/records/${survivor.id}/merges` })).json().items;
    expect(merges).toMatchObject([{ id: mergeId, lostNumber: lost.number, lostTitle: 'ROSSI SRL' }]);

    const undone = await test.inject({ method: 'POST', url: `/api/v1/merges/${mergeId}/undo` });
    expect(undone.statusCode).toBe(200);
    expect(undone.json()).toMatchObject({
      record: { id: survivor.id, tags: [], doc: survivor.doc },
      restored: { id: lost.id, deletedAt: null, tags: ['vip'], doc: lost.doc },
    });
    expect((await read(linked.id, 'deal')).doc).toMatchObject({
      client: lost.id,
      clients: [survivor.id, lost.id],
      clientName: 'ROSSI SRL',
    });
    expect((await read(child.id)).doc.parent).toBe(lost.id);
    expect(await taskOf()).toEqual([]);
    expect((await test.inject({ url: `/api/v1/comments?record=${lost.id}` })).json().items).toHaveLength(1);
    expect((await test.inject({ method: 'POST', url: `/api/v1/merges/${mergeId}/undo` })).statusCode).toBe(409);
  });

  it('are not merged with themselves, twice or by values that do not fit', async () => {
    const [a, b] = [await make({ name: 'Two Ltd' }), await make({ name: 'Two Limited' })];
    expect((await merge(a, a)).statusCode).toBe(422);
    const wrong = await merge(a, b, { doc: { email: 'nonsense' } });
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'invalid_document']);
    expect((await merge(a, b, { doc: { unknown: 1 } })).statusCode).toBe(422);
    const both = await Promise.all([merge(a, b), merge(b, a)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
    const live = (await test.inject({ url: `${base}/company/records` })).json().items;
    expect(live).toHaveLength(1);
  });

  it('are told by what a published definition says, of records that were there before', async () => {
    const make2 = {
      ...company,
      key: 'agency',
      name: 'Agency',
      fields: company.fields
        .filter(({ kind }) => kind !== 'link' && kind !== 'links')
        .map((field) => ({ ...field, unique: false, duplicates: field.kind === 'longText' ? undefined : 'off' })),
    };
    const made = await test.inject({ method: 'POST', url: base, body: JSON.parse(JSON.stringify(make2)) });
    expect(made.statusCode).toBe(201);
    await make({ name: 'Acme Inc.' }, 'agency');
    await make({ name: 'ACME Incorporated' }, 'agency');
    const found = async () => (await test.inject({ url: `${base}/agency/duplicates` })).json().items;
    expect(await found()).toEqual([]);
    const { revision } = (await test.inject({ url: `${base}/agency?version=draft` })).json();
    const fields = JSON.parse(JSON.stringify(make2)).fields.map((field: { key: string }) =>
      field.key === 'name' ? { ...field, duplicates: 'company' } : field,
    );
    const draft = { ...JSON.parse(JSON.stringify(make2)), fields, revision };
    expect((await test.inject({ method: 'PUT', url: `${base}/agency/draft`, body: draft })).statusCode).toBe(200);
    expect((await test.inject({ method: 'POST', url: `${base}/agency/publish`, body: {} })).statusCode).toBeLessThan(
      300,
    );
    for (let tries = 0; tries < 100 && (await found()).length === 0; tries++) await sleep(200);
    expect(await found()).toHaveLength(1);
  });

  it('keep what was changed since, when a merge is taken back', async () => {
    const [a, b] = [await make({ name: 'Two Ltd' }), await make({ name: 'Two Limited', phone: '+390612345678' })];
    const { mergeId } = (await merge(a, b, { doc: { name: 'Two' } })).json();
    await test.inject({
      method: 'PATCH',
      url: `${base}/company/records/${a.id}`,
      body: { doc: { name: 'Two and a half' } },
    });
    const { record, restored } = (await test.inject({ method: 'POST', url: `/api/v1/merges/${mergeId}/undo` })).json();
    expect(record.doc).toEqual({ name: 'Two and a half' });
    expect(restored.doc).toEqual(b.doc);
  });
});
