import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { EntityTypeStore, sequenceOf } from './entity-types.ts';
import { newId } from './ids.ts';
import { topRank } from './records-rank.ts';
import { type RecordChange, WriteConflict, type WriteContext, writeRecords } from './records-write.ts';

const definition: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currencyField: 'currency' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'hours', label: 'Hours', kind: 'number' },
    { key: 'parent', label: 'Parent', kind: 'link', target: 'deal' },
    { key: 'others', label: 'Others', kind: 'links', target: 'deal' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};
const actor = { kind: 'system', id: 'test' } as const;
const now = '2026-03-01T10:00:00.000Z';

describe('writing records', () => {
  let test: TestDatabase;
  let context: WriteContext;

  beforeAll(async () => {
    test = await testDatabase();
    const id = await new EntityTypeStore().insert(test.database, definition, actor, new Date(now));
    context = {
      definition,
      definitionVersion: 1,
      numbers: sequenceOf(id ?? ''),
      actor,
      cause: { correlation: newId(), depth: 0 },
    };
  });
  afterAll(() => test?.stop());

  const fresh = (doc: RecordState['doc'] = {}): RecordChange => {
    const next: RecordState = {
      id: newId(),
      entityType: 'deal',
      number: 0,
      funnel: 'sales',
      stage: 'new',
      stageEnteredAt: now,
      lastActivityAt: now,
      closedAt: null,
      ownerId: null,
      teamId: null,
      title: 'A deal',
      doc,
      definitionVersion: 1,
      rank: topRank(),
      version: 1,
      createdAt: now,
      createdBy: actor,
      updatedAt: now,
      deletedAt: null,
    };
    return {
      before: null,
      next,
      visit: { entered: { funnel: 'sales', stage: 'new', at: now } },
      events: [{ kind: 'record.created', after: doc, funnel: 'sales', stage: 'new', ownerId: null }],
    };
  };
  const write = (...changes: RecordChange[]) => writeRecords(test.database, context, changes);
  const moved = (before: RecordState): RecordChange => ({
    before,
    next: { ...before, stage: 'won', version: before.version + 1 },
    visit: {
      left: { funnel: 'sales', stage: 'new', at: now },
      entered: { funnel: 'sales', stage: 'won', at: now },
    },
    events: [
      {
        kind: 'record.moved',
        from: { funnel: 'sales', stage: 'new' },
        to: { funnel: 'sales', stage: 'won' },
        seconds: 0,
      },
    ],
  });

  it('numbers new records one after the other and keeps visit, links and event with them', async () => {
    const [first] = await write(fresh({ title: 'One' }));
    const [second] = await write(fresh({ parent: first!.id, others: [first!.id] }));
    expect(second!.number).toBe(first!.number + 1);
    const rows = await test.database.query(
      `SELECT (SELECT json_agg(field ORDER BY field) FROM record_links WHERE from_id = $1) AS links,
         (SELECT json_agg(stage) FROM stage_visits WHERE record_id = $1) AS visits,
         (SELECT json_agg(kind) FROM events WHERE record_id = $1) AS events`,
      [second!.id],
    );
    expect(rows).toEqual([{ links: ['others', 'parent'], visits: ['new'], events: ['record.created'] }]);
  });

  it('keeps one of two decisions made on the same version, with one event', async () => {
    const [record] = await write(fresh());
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => write(moved(record!))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WriteConflict);
    const rows = await test.database.query(
      `SELECT (SELECT json_agg(json_build_array(stage, ordinal, left_at IS NULL) ORDER BY ordinal) FROM stage_visits WHERE record_id = $1) AS visits,
         (SELECT count(*) FROM events WHERE record_id = $1) AS events`,
      [record!.id],
    );
    expect(rows).toEqual([
      {
        visits: [
          ['new', 1, false],
          ['won', 2, true],
        ],
        events: 2,
      },
    ]);
  });

  it('keeps nothing of several changes when one lost the race', async () => {
    const [a, b] = await write(fresh(), fresh());
    await write(moved(a!));
    await expect(write(moved(b!), moved(a!))).rejects.toBeInstanceOf(WriteConflict);
    expect(await test.database.query('SELECT version FROM records WHERE id = $1', [b!.id])).toEqual([{ version: 1 }]);
  });

  it('refuses decisions made under a definition that is no longer the published one', async () => {
    context.definitionVersion = 2;
    await expect(write(fresh())).rejects.toBeInstanceOf(WriteConflict);
    context.definitionVersion = 1;
  });

  it('removes and adds only the links that changed', async () => {
    const [a, b] = await write(fresh(), fresh());
    const [c] = await write(fresh({ others: [a!.id] }));
    await write({
      before: c!,
      next: { ...c!, version: 2, doc: { others: [b!.id], parent: a!.id } },
      events: [],
    });
    expect(
      await test.database.query('SELECT field, to_id FROM record_links WHERE from_id = $1 ORDER BY field', [c!.id]),
    ).toEqual([
      { field: 'others', to_id: b!.id },
      { field: 'parent', to_id: a!.id },
    ]);
  });
});
