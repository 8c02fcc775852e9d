import type { Job } from '@etapa/shared/api/jobs';
import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { Explained } from '@etapa/shared/api/rules';
import fc from 'fast-check';
import { RuleWorld } from '../../testing/rule-world.ts';
import { MINUTE } from '../../testing/simulated-clock.ts';
import { until } from '../../testing/until.ts';

const STOP = [{ id: 's', kind: 'stop' }];
/** What one rule changes may set off another, and itself again. */
const MORE = [{ id: 'u', kind: 'record.update', set: { amount: '= if amount = null then 1 else amount + 1' } }];
const RULES: { [key: string]: { trigger: object; when?: object; steps?: object[] } } = {
  assigned: { trigger: { kind: 'record.assigned' } },
  deleted: {
    trigger: { kind: 'record.deleted' },
    when: { combinator: 'and', rules: [{ field: 'amount', operator: 'notNull' }] },
  },
  chained: { trigger: { kind: 'comment.added' }, steps: MORE },
  circling: {
    trigger: { kind: 'record.updated', fields: ['amount'] },
    when: { combinator: 'and', rules: [{ field: 'amount', operator: 'between', value: [6, 12] }] },
    steps: MORE,
  },
  created: { trigger: { kind: 'record.created' } },
  grown: {
    trigger: { kind: 'record.updated', fields: ['amount'] },
    when: {
      combinator: 'and',
      rules: [
        { field: 'amount', operator: '>=', value: 5 },
        { field: 'amount', operator: 'changed' },
        { field: '$stage', operator: '!=', value: 'won' },
      ],
    },
  },
  entered: {
    trigger: { kind: 'stage.entered', stages: ['proposal'] },
    when: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 7 }] },
  },
  left: { trigger: { kind: 'stage.left', stages: ['new'] } },
  commented: {
    trigger: { kind: 'comment.added' },
    when: {
      combinator: 'or',
      rules: [
        { field: 'note', operator: 'null' },
        { field: '$title', operator: 'contains', value: 'b' },
      ],
    },
  },
};

type Act = { of: number } & (
  | { amount: number | null }
  | { note: string | null }
  | { title: string }
  | { stage: string }
  | { say: string }
  | { give: boolean }
  | { trash: true }
);

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ of: fc.nat(3), amount: fc.constantFrom(1, 5, 6, 9, null) }),
  fc.record({ of: fc.nat(3), note: fc.constantFrom('x', null) }),
  fc.record({ of: fc.nat(3), title: fc.constantFrom('a', 'b') }),
  fc.record({ of: fc.nat(3), stage: fc.constantFrom('new', 'proposal', 'won') }),
  fc.record({ of: fc.nat(3), say: fc.constant('hello') }),
  fc.record({ of: fc.nat(3), give: fc.boolean() }),
  fc.record({ of: fc.nat(3), trash: fc.constant(true as const) }),
);

describe('the recorded past', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start();
  }, 30_000);
  afterAll(() => world?.stop());

  /** Whether rules have been asked about everything, and nothing runs any more. */
  const isQuiet = async (): Promise<boolean> => {
    const [row] = await world.app.database.query<{ quiet: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM events e, cursors c WHERE c.consumer = 'rules' AND (e.xid, e.seq) > (c.xid, c.seq))
         AND NOT EXISTS (SELECT FROM rule_runs WHERE status = 'running') AS quiet`,
    );
    return row?.quiet ?? false;
  };

  async function replayed(rule: string, from: string, definition?: object): Promise<Job> {
    const body = { from, to: world.clock.now().toISOString(), ...(definition ? { definition } : {}) };
    const { jobId } = await world.ok<{ jobId: string }>('POST', `/entity-types/deal/rules/${rule}/replay`, body);
    return until(async () => {
      const job = await world.ok<Job>('GET', `/jobs/${jobId}`);
      return job.status === 'done' && job;
    });
  }

  /** Whether it was never begun, since its chain was too long by then. */
  const isCutOff = ({ status, error }: RuleRun) => status === 'stopped' && error !== null;

  const give = (record: string, ownerId: string) =>
    world.ok('PATCH', `/entity-types/deal/records/${record}`, { ownerId });

  async function throughTrash(record: string): Promise<void> {
    await world.ok('DELETE', `/entity-types/deal/records/${record}`);
    // What rules do about a record in the trash they do while it is there.
    await until(isQuiet, 60);
    await world.ok('POST', `/entity-types/deal/records/${record}/restore`);
  }

  it('gives a replay and an explanation just the runs that there were', async () => {
    const { id: colleague } = await world.app.addUser(['member'], 'Ada');
    for (const [key, { trigger, when, steps = STOP }] of Object.entries(RULES))
      await world.rule(key, trigger, steps, when ? { when } : {});
    const from = world.clock.now().toISOString();
    for (const acts of fc.sample(fc.array(act, { minLength: 10, maxLength: 14 }), 3)) {
      const records = await Promise.all([1, 2, 3, 4].map(() => world.deal({ title: 'a', amount: 2 })));
      for (const { of, ...what } of acts) {
        world.clock.advance(MINUTE);
        const record = records[of] ?? '';
        if ('stage' in what) await world.move(record, what.stage);
        else if ('say' in what) await world.comment(record, what.say);
        else if ('give' in what) await give(record, what.give ? colleague : world.app.admin.id);
        else if ('trash' in what) await throughTrash(record);
        else await world.patch(record, what);
      }
    }
    // What rules have still to do is done within the period that is replayed, whose end does not belong to it.
    await until(isQuiet, 60);
    world.clock.advance(MINUTE);
    for (const key of Object.keys(RULES)) {
      const runs = await world.runs(key);
      const own = runs.filter((run) => !isCutOff(run));
      const there = [key, own.length, new Set(own.map(({ record }) => record)).size];
      const { trigger, when, steps = STOP } = RULES[key] ?? {};
      const unsaved = { key: 'unsaved', name: 'Unsaved', enabled: false, trigger, steps, ...(when ? { when } : {}) };
      for (const job of [await replayed(key, from), await replayed('unsaved', from, unsaved)])
        expect([key, job.result?.wouldHaveFired, job.result?.records]).toEqual(there);
      for (const record of new Set(runs.map((run) => run.record))) {
        const ids = runs.filter((run) => run.record === record && !isCutOff(run)).map(({ id }) => id);
        const url = `/entity-types/deal/records/${record}/explain?rule=${key}&limit=200`;
        const { items } = await world.ok<{ items: Explained[] }>('GET', url);
        expect(items.filter(({ fired }) => fired).map(({ run }) => run?.id)).toEqual(expect.arrayContaining(ids));
        expect(items.filter(({ fired, because }) => !fired && because !== 'when' && because !== 'chain')).toEqual([]);
      }
    }
  }, 120_000);
});
