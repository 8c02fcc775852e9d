import type { Job } from '@etapa/shared/api/jobs';
import type { Explained } from '@etapa/shared/api/rules';
import fc from 'fast-check';
import { RuleWorld } from '../../testing/rule-world.ts';
import { MINUTE } from '../../testing/simulated-clock.ts';
import { until } from '../../testing/until.ts';

const STOP = [{ id: 's', kind: 'stop' }];
const RULES: { [key: string]: { trigger: object; when?: object } } = {
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
);

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ of: fc.nat(3), amount: fc.constantFrom(1, 5, 6, 9, null) }),
  fc.record({ of: fc.nat(3), note: fc.constantFrom('x', null) }),
  fc.record({ of: fc.nat(3), title: fc.constantFrom('a', 'b') }),
  fc.record({ of: fc.nat(3), stage: fc.constantFrom('new', 'proposal', 'won') }),
  fc.record({ of: fc.nat(3), say: fc.constant('hello') }),
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

  async function replayed(rule: string, from: string): Promise<Job> {
    const body = { from, to: world.clock.now().toISOString() };
    const { jobId } = await world.ok<{ jobId: string }>('POST', `/entity-types/deal/rules/${rule}/replay`, body);
    return until(async () => {
      const job = await world.ok<Job>('GET', `/jobs/${jobId}`);
      return job.status === 'done' && job;
    });
  }

  it('gives a replay and an explanation just the runs that there were', async () => {
    for (const [key, { trigger, when }] of Object.entries(RULES))
      await world.rule(key, trigger, STOP, when ? { when } : {});
    const from = world.clock.now().toISOString();
    for (const acts of fc.sample(fc.array(act, { minLength: 10, maxLength: 14 }), 3)) {
      const records = await Promise.all([1, 2, 3, 4].map(() => world.deal({ title: 'a', amount: 2 })));
      for (const { of, ...what } of acts) {
        world.clock.advance(MINUTE);
        const record = records[of] ?? '';
        if ('stage' in what) await world.move(record, what.stage);
        else if ('say' in what) await world.comment(record, what.say);
        else await world.patch(record, what);
      }
    }
    world.clock.advance(MINUTE);
    await until(isQuiet, 60);
    for (const key of Object.keys(RULES)) {
      const runs = await world.runs(key);
      const { result } = await replayed(key, from);
      expect([key, result?.wouldHaveFired, result?.records]).toEqual([
        key,
        runs.length,
        new Set(runs.map(({ record }) => record)).size,
      ]);
      for (const record of new Set(runs.map((run) => run.record))) {
        const own = runs.filter((run) => run.record === record).map(({ id }) => id);
        const url = `/entity-types/deal/records/${record}/explain?rule=${key}&limit=200`;
        const { items } = await world.ok<{ items: Explained[] }>('GET', url);
        expect(items.filter(({ fired }) => fired).map(({ run }) => run?.id)).toEqual(expect.arrayContaining(own));
        expect(items.filter(({ fired, because }) => !fired && because !== 'when')).toEqual([]);
      }
    }
  }, 120_000);
});
