import type { RecordView } from '@etapa/shared/api/records';
import { type TestApp, testApp } from '../testing/app.ts';
import { type TestRule, testRule } from '../testing/effects.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

describe('tags', () => {
  let app: TestApp;
  let rule: TestRule;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
    rule = await testRule(app, 'job');
  }, 60_000);
  afterAll(() => app?.stop());

  const records = '/api/v1/entity-types/job/records';
  const get = async (url: string) => (await app.inject({ url })).json();
  const patch = (id: string, body: object, token?: string) =>
    app.inject({ method: 'PATCH', url: `${records}/${id}`, body, token });
  const tagged = async (title: string, tags: string[]): Promise<string> => {
    const { id } = await makeJob(app, { title });
    await patch(id, { tags });
    return id;
  };
  const titles = async (...rules: object[]): Promise<string[]> => {
    const filter = encodeURIComponent(JSON.stringify({ combinator: 'and', rules }));
    const { items } = await get(`${records}?filter=${filter}`);
    return items.map(({ title }: RecordView) => title).sort();
  };

  it('are part of a record, changed as a whole, and told on its timeline', async () => {
    const { id } = await makeJob(app, { title: 'One' });
    expect(await get(`${records}/${id}`)).toMatchObject({ tags: [] });
    const changed = await patch(id, { tags: ['VIP', ' vip', 'Berlin'], version: 1 });
    expect(changed.json()).toMatchObject({ tags: ['VIP', 'Berlin'], version: 2 });
    expect((await patch(id, { tags: ['vip', 'berlin'] })).json()).toMatchObject({ version: 2 });
    expect((await patch(id, { tags: [] })).json()).toMatchObject({ tags: [], version: 3 });
    const { items } = await get(`${records}/${id}/timeline?kind=change`);
    expect(items).toMatchObject([
      { kind: 'record.tagged', data: { before: ['VIP', 'Berlin'], after: [] }, actor: { id: app.admin.id } },
      { kind: 'record.tagged', data: { before: [], after: ['VIP', 'Berlin'] } },
      { kind: 'record.created' },
    ]);
    expect((await patch(id, { tags: ['ok', ''] })).json()).toMatchObject({
      status: 422,
      errors: [{ path: '/tags/1', code: 'required' }],
    });
  });

  it('are put on and taken off by rules', async () => {
    const id = await tagged('By rule', ['a', 'b']);
    const { output } = await rule.perform(id, { kind: 'tag.add', tags: ['B', 'c'] });
    expect(output).toMatchObject({ changed: true, tags: ['a', 'b', 'c'] });
    await rule.perform(id, { kind: 'tag.remove', tags: ['A', 'x'] });
    expect(await get(`${records}/${id}`)).toMatchObject({ tags: ['b', 'c'] });
    expect((await rule.perform(id, { kind: 'tag.remove', tags: ['x'] })).output).toMatchObject({ changed: false });
    const { items } = await get(`${records}/${id}/timeline?kind=change`);
    expect(items[0]).toMatchObject({ kind: 'record.tagged', actor: { kind: 'rule' }, data: { after: ['b', 'c'] } });
  });

  it('are filtered by as whole tags, whatever their case, and found by search', async () => {
    await tagged('Important', ['VIP', 'east']);
    await tagged('Former', ['VIP-old']);
    const contains = (value: string) => ({ field: '$tags', operator: 'contains', value });
    expect(await titles(contains('vip'))).toEqual(['Important']);
    expect(await titles({ field: '$tags', operator: 'beginsWith', value: 'vip' })).toEqual(['Former', 'Important']);
    expect(await titles({ field: '$tags', operator: 'in', value: ['EAST', 'west'] })).toEqual(['Important']);
    expect(await titles({ field: '$tags', operator: 'doesNotContain', value: 'vip' })).not.toContain('Important');
    expect(await titles({ field: '$tags', operator: 'notNull' }, contains('vip-OLD'))).toEqual(['Former']);
    expect(await titles({ field: '$tags', operator: 'null' })).toEqual(['One']);
    expect((await get(`${records}?q=EAST`)).items).toMatchObject([{ title: 'Important' }]);
    const { items } = await get(`${records}?sort=$tags&limit=1`);
    expect(items).toMatchObject([{ title: 'By rule' }]);
  });

  it('are in exports where they are asked for', async () => {
    const csv = await app.inject({ url: '/api/v1/entity-types/job/export?format=csv&columns=$title,$tags' });
    expect(csv.body).toContain('Important,VIP; east');
  });

  it('are changed by who may change the record, and seen by who may read it', async () => {
    const id = await tagged('Guarded', ['secret']);
    const stranger = await app.addUser(['own']);
    expect((await patch(id, { tags: [] }, stranger.token)).statusCode).toBe(404);
    const filter = encodeURIComponent(
      JSON.stringify({ combinator: 'and', rules: [{ field: '$tags', operator: 'contains', value: 'secret' }] }),
    );
    const seen = await app.inject({ url: `${records}?filter=${filter}&count=exact`, token: stranger.token });
    expect(seen.json()).toMatchObject({ items: [], total: 0 });
  });
});
