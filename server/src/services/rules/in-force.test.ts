import { Clock } from '../../config/clock.ts';
import { Log } from '../../config/log.ts';
import { ConsumerLoop } from '../../log/consumer.ts';
import { RuleWorld } from '../../testing/rule-world.ts';
import { SECOND } from '../../testing/simulated-clock.ts';
import { RuleRelay } from './relay.ts';

const CREATED = { kind: 'record.created' };
const steps = (text: string) => [{ id: 'u', kind: 'record.update', set: { note: text } }];

/** The log is read late here: only when a test says so. */
describe('an event that is read late', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start({ worker: false });
  }, 60_000);
  afterEach(() => world.removeRules());
  afterAll(() => world?.stop());

  async function read(): Promise<void> {
    const { app } = world;
    const loop = new ConsumerLoop(app.get(RuleRelay), app.database, app.get(Clock), app.get(Log));
    loop.start();
    await world.readLog();
    await loop.stop();
  }
  const put = (key: string, change: object) =>
    world.ok('PUT', `/entity-types/deal/rules/${key}`, {
      key,
      name: key,
      enabled: true,
      trigger: CREATED,
      steps: steps('x'),
      ...change,
    });

  it('sets off no rule that was made, or switched on, after it', async () => {
    await world.rule('on', CREATED, steps('on'), { enabled: false });
    const before = await world.deal();
    await world.rule('new', CREATED, steps('new'));
    await put('on', { enabled: true });
    const after = await world.deal();
    await read();
    expect([await world.runs('new', before), await world.runs('on', before)]).toEqual([[], []]);
    expect(await world.runs('new', after)).toHaveLength(1);
    expect(await world.runs('on', after)).toHaveLength(1);
  }, 30_000);

  it('sets off no rule that has been switched off or removed since', async () => {
    await world.rule('off', CREATED, steps('off'));
    await world.rule('removed', CREATED, steps('removed'));
    const id = await world.deal();
    await put('off', { enabled: false });
    await world.ok('DELETE', '/entity-types/deal/rules/removed');
    world.clock.advance(SECOND);
    await world.rule('removed', CREATED, steps('made again'));
    await read();
    expect([await world.runs('off', id), await world.runs('removed', id)]).toEqual([[], []]);
  }, 30_000);

  it('sets off the version of a rule that was there when it happened', async () => {
    await world.rule('edited', CREATED, steps('first'));
    const first = await world.deal();
    await put('edited', { steps: steps('second') });
    const second = await world.deal();
    await put('edited', { trigger: { kind: 'record.deleted' } });
    const third = await world.deal();
    await read();
    expect((await world.runs('edited', first))[0]).toMatchObject({ ruleVersion: 1 });
    expect((await world.runs('edited', second))[0]).toMatchObject({ ruleVersion: 2 });
    expect(await world.runs('edited', third)).toEqual([]);
  }, 30_000);
});

describe('rules that set each other off', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start();
  }, 60_000);
  afterAll(() => world?.stop());

  it('and branch are stopped when they have done so too often on one record, and say so', async () => {
    // Each change sets off three others: far more than a chain of ten links has.
    for (const key of ['a', 'b', 'c']) {
      await world.rule(key, { kind: 'record.updated', fields: ['amount'] }, [
        { id: 'u', kind: 'record.update', set: { amount: '= amount + 1' } },
      ]);
    }
    const id = await world.deal({ amount: 0 });
    await world.patch(id, { amount: 1 });
    const counts = async () => {
      const rows = await world.app.database.query<{ status: string; count: number }>(
        'SELECT status, count(*)::int AS count FROM rule_runs WHERE record_id = $1 GROUP BY status',
        [id],
      );
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    };
    for (let quiet = 0, last = ''; quiet < 4; ) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const now = JSON.stringify(await counts());
      quiet = now === last && !now.includes('running') ? quiet + 1 : 0;
      last = now;
    }
    const { done = 0, stopped = 0 } = await counts();
    expect(done).toBeGreaterThan(190);
    expect(done).toBeLessThanOrEqual(210);
    expect(stopped).toBeGreaterThan(0);
    const [run] = await world.app.database.query<{ error: object }>(
      `SELECT error FROM rule_runs WHERE status = 'stopped' AND error ->> 'message' LIKE '%200 runs%' LIMIT 1`,
    );
    expect(run).toBeDefined();
  }, 60_000);
});
