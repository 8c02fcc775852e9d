import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import type { Doc, FieldSettings, JsonValue } from '@etapa/shared/fields/field';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type CompileOptions, compileCondition } from './conditions.ts';
import { fieldExpression } from './conditions-fields.ts';
import { newId } from './ids.ts';

const fields: FieldSettings[] = [
  { key: 'name', label: 'Name', kind: 'text' },
  { key: 'amount', label: 'Amount', kind: 'money' },
  { key: 'urgent', label: 'Urgent', kind: 'boolean' },
  { key: 'due', label: 'Due', kind: 'date' },
  { key: 'call', label: 'Call', kind: 'dateTime' },
  { key: 'length', label: 'Length', kind: 'duration' },
  { key: 'region', label: 'Region', kind: 'select', options: [] },
  { key: 'helper', label: 'Helper', kind: 'user' },
  { key: 'tags', label: 'Tags', kind: 'multiSelect', options: [] },
  { key: 'company', label: 'Company', kind: 'link', target: 'company' },
];
const environment: ConditionEnvironment = {
  schema: { fields, linkedType: () => ({ fields }) },
  now: '2024-05-15T10:00:00Z',
  timeZone: 'UTC',
};

describe('the SQL of a condition', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.stop());
  beforeEach(() => test.database.query('TRUNCATE records CASCADE'));

  let number = 0;
  async function record(doc: Doc, more: { entityType?: string; title?: string } = {}): Promise<string> {
    const id = newId();
    await test.database.query(
      `INSERT INTO records (id, entity_type, number, title, doc, definition_version, rank, version,
         created_at, created_by, updated_at, last_activity_at)
       VALUES ($1, $2, $3, $4, $5, 1, '', 1, $6, '{"kind": "system", "id": "test"}', $6, $6)`,
      [id, more.entityType ?? 'deal', ++number, more.title ?? '', JSON.stringify(doc), environment.now],
    );
    return id;
  }

  async function found(rule: ConditionRule | ConditionGroup, options: CompileOptions = {}): Promise<string[]> {
    const { sql, params } = compileCondition({ combinator: 'and', rules: [rule] }, environment, options);
    const rows = await test.database.query<{ id: string }>(
      `SELECT id FROM records r WHERE entity_type = 'deal' AND ${sql} ORDER BY id`,
      params,
    );
    return rows.map(({ id }) => id);
  }

  it('puts its parameters after those the statement has', () => {
    const rule: ConditionRule = { field: 'amount', operator: '>', value: 5 };
    const { sql, params } = compileCondition({ combinator: 'and', rules: [rule] }, environment, { params: ['deal'] });
    expect(params).toEqual(['deal', '5']);
    expect(sql).toContain('$2::numeric');
  });

  it('does not stumble over values left from when a field was of another kind', async () => {
    const text = await record({ amount: 'a lot', tags: 'vip', company: 'Acme', call: 'noon', length: 'long' });
    const object = await record({ amount: { vip: 1 }, tags: { vip: 1 }, name: ['x'] });
    const good = await record({ amount: 10, tags: ['vip', 7], name: 'x' });
    expect(await found({ field: 'amount', operator: '>', value: 5 })).toEqual([good]);
    expect(await found({ field: 'amount', operator: 'null' })).toEqual([text, object]);
    expect(await found({ field: 'tags', operator: '=', value: 'vip' })).toEqual([good]);
    expect(await found({ field: 'name', operator: '=', value: 'x' })).toEqual([good]);
    expect(await found({ field: 'length', operator: 'null' })).toEqual([text, object, good]);
    expect(await found({ field: 'company.name', operator: 'null' })).toEqual([text, object, good]);
  });

  it('keeps a denial true where there is nothing', async () => {
    const empty = await record({});
    expect(
      await found({ combinator: 'and', not: true, rules: [{ field: 'amount', operator: '>', value: 5 }] }),
    ).toEqual([empty]);
    expect(await found({ field: '$title', operator: '!=', value: '' })).toEqual([empty]);
    expect(await found({ field: '$title', operator: 'contains', value: '' })).toEqual([]);
  });

  it('reads of a linked record only what may be seen', async () => {
    const seen = await record({ region: 'emea' }, { entityType: 'company', title: 'seen' });
    const hidden = await record({ region: 'emea' }, { entityType: 'company', title: 'hidden' });
    const one = await record({ company: seen });
    const two = await record({ company: hidden });
    const rule: ConditionRule = { field: 'company.region', operator: '=', value: 'emea' };
    expect(await found(rule)).toEqual([one, two]);
    const linkedCondition = (entityType: string, alias: string) =>
      entityType === 'company' ? `${alias}.title = 'seen'` : undefined;
    expect(await found(rule, { linkedCondition })).toEqual([one]);
    expect(await found({ ...rule, operator: '!=' }, { linkedCondition })).toEqual([two]);
  });

  const searched: [string, ConditionRule['operator'], JsonValue][] = [
    ['name', '=', 'STRASSE'],
    ['name', 'in', ['a', 'b']],
    ['amount', '=', 5],
    ['amount', 'between', [1, 5]],
    ['urgent', '=', true],
    ['due', '>=', '2024-05-01'],
    ['due', 'withinLast', 'P7D'],
    ['call', '=', '2024-05-01'],
    ['call', 'olderThan', 'P7D'],
    ['length', '<', 'P1D'],
    ['region', 'in', ['emea', 'apac']],
    ['helper', '=', '00000000-0000-7000-8000-00000000000a'],
  ];
  it.each(searched)('lets the index of %s answer %s', async (key, operator, value) => {
    const { sql, params } = compileCondition(
      { combinator: 'and', rules: [{ field: key, operator, value }] },
      environment,
    );
    const field = fields.find((known) => known.key === key);
    if (!field) throw new Error(`There is no field ${key}.`);
    const plan = await test.database.session(async (client) => {
      await client.query('BEGIN');
      // Nothing else could answer, so that the plan says whether this index can.
      for (const index of ['records_board', 'records_created']) await client.query(`DROP INDEX IF EXISTS ${index}`);
      await client.query(`CREATE INDEX tried ON records ((${fieldExpression(field, 'doc').sort}), id)`);
      await client.query('SET LOCAL enable_seqscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT FROM records r WHERE ${sql}`,
        params,
      );
      await client.query('ROLLBACK');
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index (Only )?Scan (using|on) tried/);
    expect(plan).toContain('Index Cond');
  });

  it('takes texts longer than an index can', async () => {
    const long = 'Щ'.repeat(9_000);
    await test.database.query(`CREATE INDEX long_text ON records ((${fieldExpression(fields[0]!, 'doc').sort}))`);
    const one = await record({ name: long });
    await record({ name: `${long}x` });
    expect(await found({ field: 'name', operator: '=', value: long.toLowerCase() })).toEqual([one]);
  });
});
