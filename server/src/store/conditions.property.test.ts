import type { ConditionFields, ConditionRecord, ConditionSchema } from '@etapa/shared/conditions/context';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import { fold } from '@etapa/shared/fields/fold';
import fc from 'fast-check';
import { condition, definition, document, now, texts, type World, zone } from '../testing/conditions-arbitrary.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { compileCondition } from './conditions.ts';
import { exactFoldSql } from './conditions-fold.ts';
import { newId } from './ids.ts';

const BATCHES = 50;
const CONDITIONS = 50;
const RECORDS = 40;

type Stored = ConditionRecord & { id: string; entityType: string };

describe('a condition in memory and in SQL', () => {
  let test: TestDatabase;
  const users = Array.from({ length: 4 }, newId);

  beforeAll(async () => {
    test = await testDatabase();
    for (const id of users) {
      await test.database.query('INSERT INTO users (id, name, created_at) VALUES ($1, $2, now())', [id, 'Someone']);
    }
  });
  afterAll(() => test.stop());

  it(`finds the same records: ${BATCHES * CONDITIONS} conditions over ${RECORDS} records each`, async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(batch(), async ({ schema, records, others, conditions, ...environment }) => {
        await store([...records, ...others]);
        const linked = (id: string, type: string) => others.find((one) => one.id === id && one.entityType === type);
        for (const asked of conditions) {
          const { sql, params } = compileCondition(asked, { schema, ...environment });
          const rows = await test.database.query<{ id: string }>(
            `SELECT id FROM records r WHERE entity_type = 'deal' AND ${sql}`,
            params,
          );
          const inMemory = records.filter((record) => evaluate(asked, { schema, ...environment, record, linked }));
          found += inMemory.length;
          const inSql = rows.map(({ id }) => id).sort();
          if (
            inSql.join() !==
            inMemory
              .map(({ id }) => id)
              .sort()
              .join()
          ) {
            throw new Error(
              `${JSON.stringify(asked)}\n${sql}\n${JSON.stringify(params)}\n${differing(records, inMemory, inSql)}`,
            );
          }
        }
      }),
      { numRuns: BATCHES, endOnFailure: true },
    );
    // Conditions that hold for all or none would agree without saying anything.
    const share = found / (BATCHES * CONDITIONS * RECORDS);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  }, 120_000);

  it('takes case away alike from every character there is', async () => {
    const characters = Array.from({ length: 0x20000 }, (_none, code) => code)
      .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
      .map((code) => String.fromCodePoint(code));
    const rows = await test.database.query<{ character: string; folded: string }>(
      `SELECT c AS character, ${exactFoldSql('c')} AS folded FROM unnest($1::text[]) AS u(c)`,
      [characters],
    );
    const differing = rows.filter(({ character, folded }) => folded !== fold(character));
    expect(rows.length).toBe(characters.length);
    expect(differing).toEqual([]);
  });

  function batch() {
    return fc.tuple(definition('d'), definition('c'), texts).chain(([deal, company, pool]) => {
      const schema: ConditionSchema = { ...deal, linkedType: (key) => (key === 'company' ? company : undefined) };
      const world: World = { users, linkable: Array.from({ length: 4 }, newId), texts: pool };
      const others = world.linkable.map((id, index) => record(id, index > 0 ? 'company' : 'person', company, world));
      const deals = Array.from({ length: RECORDS }, () => record(newId(), 'deal', deal, world));
      return fc.record({
        schema: fc.constant(schema),
        others: fc.tuple(...others),
        records: fc.tuple(...deals),
        conditions: fc.array(condition(schema, world), { minLength: CONDITIONS, maxLength: CONDITIONS }),
        now,
        timeZone: zone,
        me: fc.constantFrom(users[0], null),
        myTeam: fc.shuffledSubarray(users),
      });
    });
  }

  function record(id: string, entityType: string, type: ConditionFields, world: World): fc.Arbitrary<Stored> {
    const time = now;
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
    return fc.record({
      id: fc.constant(id),
      entityType: fc.constant(entityType),
      number: fc.integer({ min: 0, max: 60 }),
      title: fc.constantFrom('', ...world.texts),
      funnel: maybe(fc.constantFrom('sales', 'after')),
      stage: maybe(fc.constantFrom('new', "won't", 'lost')),
      ownerId: maybe(fc.constantFrom(...world.users)),
      tags: fc.subarray(
        world.texts.filter((text) => text !== ''),
        { maxLength: 3 },
      ),
      createdAt: time,
      createdBy: fc.constantFrom(
        { kind: 'user', id: world.users[0] ?? '' },
        { kind: 'rule', id: 'rule-1' },
        { kind: 'import', id: 'job', userId: world.users[1] ?? '' },
      ),
      updatedAt: time,
      stageEnteredAt: maybe(time),
      lastActivityAt: time,
      closedAt: maybe(time),
      doc: document(type.fields, world),
    });
  }

  async function store(records: Stored[]): Promise<void> {
    await test.database.query('TRUNCATE records CASCADE');
    await test.database.query('ALTER TABLE records DROP CONSTRAINT IF EXISTS records_entity_type_number_key');
    await test.database.query(
      `INSERT INTO records (id, entity_type, number, title, funnel, stage, owner_id, tags, created_at, created_by, updated_at,
         stage_entered_at, last_activity_at, closed_at, doc, definition_version, rank, version)
       SELECT id, "entityType", number, title, funnel, stage, "ownerId", tags, "createdAt", "createdBy", "updatedAt",
         "stageEnteredAt", "lastActivityAt", "closedAt", doc, 1, '', 1
       FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "entityType" text, number bigint, title text, funnel text,
         stage text, "ownerId" uuid, tags text[], "createdAt" timestamptz, "createdBy" jsonb, "updatedAt" timestamptz,
         "stageEnteredAt" timestamptz, "lastActivityAt" timestamptz, "closedAt" timestamptz, doc jsonb)`,
      [JSON.stringify(records)],
    );
  }
});

function differing(records: Stored[], inMemory: Stored[], inSql: string[]): string {
  const wrong = records.find((record) => inMemory.includes(record) !== inSql.includes(record.id));
  return `in memory ${inMemory.length}, in SQL ${inSql.length}; such as ${JSON.stringify(wrong)}`;
}
