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

  it('asks about each where decisions are given; else answers what is broken now, and switches its rules off', async () => {
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
    const undecided = await call('POST', '/entity-types/open/publish', { accept: [] });
    const ids = undecided.json().references.map(({ id }: Reference) => id);
    expect([undecided.statusCode, ids.length, undecided.json().errors.length]).toEqual([422, 4, 4]);
    for (const id of ids) {
      const accept = ids.filter((each: string) => each !== id);
      const short = await call('POST', '/entity-types/open/publish', { accept });
      expect(short.json()).toMatchObject({ status: 422, references: [{ id }] });
    }
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

  it('shows no rows that can no longer be told from others', async () => {
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

  it('tells of conditions that name stages, funnels and options that go', async () => {
    const option = (key: string) => ({ key, label: key });
    const grade = { key: 'grade', label: 'Grade', kind: 'select', options: [option('a'), option('b')] };
    const [main] = deal.funnels;
    const side = { ...main, key: 'side', name: 'Side', stages: [{ key: 'inside', name: 'Inside', group: 'open' }] };
    await make('graded', { fields: [...deal.fields, grade], funnels: [main, side] });
    const link = { key: 'of', label: 'Of', kind: 'link', target: 'graded' };
    const is = (field: string, operator: string, value: unknown) => ({
      combinator: 'and',
      rules: [{ combinator: 'or', rules: [{ field, operator, value }] }],
    });
    const ofB = { ...deal.fields[0], key: 'remark', required: false, visibleWhen: is('of.grade', '=', 'b') };
    await make('grading', { fields: [...deal.fields, link, ofB] });
    const views = '/entity-types/graded/views';
    await call('POST', views, { name: 'Proposals', filter: is('$stage', 'in', ['approach', 'proposal']) });
    await call('POST', views, { name: 'Side', display: 'board', funnel: 'side' });
    await call('POST', views, { name: 'Graded', columns: ['title'], filter: is('grade', '=', 'a') });
    const query = { dataset: 'records', entityType: 'graded', groupBy: [], measures: [{ fn: 'count' }] };
    await call('POST', '/reports', { name: 'Side', query: { ...query, filter: is('$funnel', '=', 'side') } });
    await call('POST', '/dashboards', { name: 'B', question: { filters: { graded: is('grade', '!=', 'b') } } });
    await call('POST', '/roles', {
      key: 'proposers',
      name: 'Proposers',
      grants: [{ entityType: 'graded', actions: ['read'], scope: is('$stage', '=', 'proposal') }],
    });
    const step = { id: 'say', kind: 'comment.add', text: 'B' };
    const branch = { id: 'b', kind: 'branch', when: is('grade', 'in', ['a', 'b']), then: [step], else: [] };
    const trigger = { kind: 'record.created' };
    const rule = { key: 'graded', name: 'Graded', enabled: true, trigger, steps: [branch] };
    expect((await call('POST', '/entity-types/graded/rules', rule)).statusCode).toBe(201);
    const told = async () => {
      const { references } = (await call('POST', '/entity-types/graded/draft/check')).json();
      return references.map(({ kind, name, faults: [fault] }: Reference) => [kind, name, fault?.code, fault?.path]);
    };
    await edit('graded', ({ fields }) => ({
      fields: fields.map((field) => (field.key === 'grade' ? { ...grade, options: [option('a')] } : field)),
    }));
    expect(await told()).toEqual([
      ['rule', 'Graded', 'gone_value', '/steps/0/when/rules/0/rules/0/value/1'],
      [
        'entityType',
        'Deal',
        'gone_value',
        expect.stringMatching(/^\/fields\/\d+\/visibleWhen\/rules\/0\/rules\/0\/value$/),
      ],
      ['dashboard', 'B', 'gone_value', '/question/filters/graded/rules/0/rules/0/value'],
    ]);
    expect((await call('POST', '/entity-types/graded/publish', {})).statusCode).toBe(422);
    await call('DELETE', '/entity-types/graded/draft');
    await edit('graded', () => ({
      funnels: [{ ...main, stages: main?.stages.filter(({ key }) => key !== 'proposal') }] as typeof deal.funnels,
    }));
    expect((await told()).sort()).toEqual(
      [
        ['view', 'Proposals', 'gone_value', '/filter/rules/0/rules/0/value/1'],
        ['view', 'Side', 'unknown_funnel', '/funnel'],
        ['role', 'Proposers', 'gone_value', '/grants/0/scope/rules/0/rules/0/value'],
        ['report', 'Side', 'gone_value', '/filter/rules/0/rules/0/value'],
      ].sort(),
    );
    const stageMap = { proposal: 'approach', inside: 'approach' };
    const refused = await call('POST', '/entity-types/graded/publish', { stageMap, accept: [] });
    expect(refused.json()).toMatchObject({ status: 422, code: 'unconvertible' });
    expect(refused.json().references).toHaveLength(4);
  });
});
