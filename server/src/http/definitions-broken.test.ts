import type { Reference } from '@etapa/shared/api/entity-types';
import { deal, useDesigns } from '../testing/designs.ts';
import { until } from '../testing/until.ts';

const isWest = { combinator: 'and', rules: [{ field: 'region', operator: '!=', value: 'west' }] };

describe('publishing what other things refer to', () => {
  const designs = useDesigns();
  const { call, make, add, edit, publish } = designs;
  const region = { key: 'region', label: 'Region', kind: 'text' };
  const withRegion = { fields: [...deal.fields, region] };
  const withoutRegion = ({ fields }: typeof deal) => ({ fields: fields.filter(({ key }) => key !== 'region') });
  const idsOf = (references: Reference[]) => references.map(({ id }) => id.replace(/[0-9a-f-]{36}$/, '…'));

  it('without further words answers what is broken now, and switches its rules off', async () => {
    await make('open', withRegion);
    const rule = {
      key: 'west',
      name: 'West',
      enabled: true,
      trigger: { kind: 'record.created' },
      when: isWest,
      steps: [{ id: 'call', kind: 'task.create', title: 'Call' }],
    };
    expect((await call('POST', '/entity-types/open/rules', rule)).statusCode).toBe(201);
    await call('POST', '/entity-types/open/views', { name: 'Not west', filter: isWest });
    const query = { dataset: 'records', entityType: 'open', groupBy: [{ field: 'region' }] };
    await call('POST', '/reports', { name: 'By region', query: { ...query, measures: [{ fn: 'count' }] } });
    const grants = [{ entityType: 'open', actions: ['read'], scope: 'all', fields: { read: ['title', 'region'] } }];
    await call('POST', '/roles', { key: 'opener', name: 'Opener', grants });
    await edit('open', withoutRegion);
    const published = await call('POST', '/entity-types/open/publish', {});
    expect([published.statusCode, published.json()]).toEqual([
      200,
      expect.objectContaining({ version: 2, jobId: expect.any(String) }),
    ]);
    const { broken } = published.json();
    expect(idsOf(broken)).toEqual(['rule/open/west', 'view/…', 'role/opener', 'report/…']);
    expect(broken[0]).toMatchObject({ name: 'West', faults: [{ path: '/when/rules/0/field', code: 'unknown_field' }] });
    const kept = async () => (await call('GET', '/entity-types/open/rules/west')).json();
    await until(async () => (await kept()).broken !== null);
    expect(await kept()).toMatchObject({ enabled: false, broken: { faults: [{ path: '/when/rules/0/field' }] } });
    const [noted] = (await call('GET', '/audit?action=entity_type.published')).json().items;
    expect(idsOf(noted.data.broken.map((id: string) => ({ id })))).toEqual(idsOf(broken));
    // Back again, and nothing is broken any more.
    const restored = await call('POST', '/entity-types/open/versions/1/restore', {});
    expect(restored.json()).toMatchObject({ version: 3, broken: [] });
    await until(async () => (await kept()).broken === null);
  });

  it('asks for a decision where nobody would be told: cards that would be stuck, rows that would be shown', async () => {
    await make('firm', withRegion);
    const stages = deal.funnels[0]?.stages.map((stage) =>
      stage.key === 'proposal'
        ? { ...stage, guard: { combinator: 'and', rules: [{ field: 'main.region', operator: '=', value: 'west' }] } }
        : stage,
    );
    const main = { key: 'main', label: 'Main', kind: 'link', target: 'firm' };
    await make('guarded', { fields: [...deal.fields, main], funnels: [{ ...deal.funnels[0], stages }] });
    const grants = [{ entityType: 'firm', actions: ['read'], scope: isWest }];
    await call('POST', '/roles', { key: 'not-west', name: 'Not west', grants });
    const reader = await designs.test.addUser(['not-west']);
    await add('firm', { title: 'Far', region: 'west' });
    await add('firm', { title: 'Near', region: 'east' });
    const seen = async () => {
      const answer = await call('GET', '/entity-types/firm/records', undefined, reader.token);
      return answer.json().items?.map(({ title }: { title: string }) => title) ?? answer.statusCode;
    };
    expect(await seen()).toEqual(['Near']);
    await edit('firm', withoutRegion);
    const refused = await call('POST', '/entity-types/firm/publish', {});
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'unconvertible',
      errors: [
        { path: '/accept', code: 'broken_reference', message: expect.stringContaining('entityType/guarded') },
        { path: '/accept', code: 'broken_reference', message: expect.stringContaining('role/not-west') },
      ],
      references: [{ id: 'entityType/guarded' }, { id: 'role/not-west' }],
    });
    const { broken } = await publish('firm', { accept: ['entityType/guarded', 'role/not-west'] });
    expect(idsOf(broken)).toEqual(['entityType/guarded', 'role/not-west']);
    // What can no longer be told is not shown.
    expect(await seen()).toEqual([]);
  });
});
