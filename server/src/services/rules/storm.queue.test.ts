import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { RuleWorld } from '../../testing/rule-world.ts';
import { until } from '../../testing/until.ts';

const ROWS = 300;

describe('an import that rules see', () => {
  let queue: QueueBackend;
  let world: RuleWorld;
  beforeAll(async () => {
    queue = await queueBackend();
    world = await RuleWorld.start({ redisUrl: queue.redisUrl });
  }, 60_000);
  afterAll(async () => {
    await world?.stop();
    await queue?.stop();
  });

  it('loses no run, has each once, and lets people work meanwhile', async () => {
    await world.rule('each', { kind: 'record.created' }, [
      { id: 'a', kind: 'record.update', set: { amount: '= if amount = null then 1 else amount + 1' } },
      { id: 'b', kind: 'task.create', title: 'Look at {{ title }}' },
    ]);
    const mine = await world.deal({ title: 'Mine' });
    await world.run('each', mine, 'done');
    const lines = Array.from({ length: ROWS }, (_, row) => `Imported ${row}`);
    const form = new FormData();
    form.set('mapping', JSON.stringify({ columns: { Title: { field: 'title' } } }));
    form.set('file', new Blob([['Title', ...lines].join('\n')], { type: 'text/csv' }), 'deals.csv');
    const answer = await fetch(`${world.app.address}/api/v1/entity-types/deal/imports?runRules=true`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.app.admin.token}` },
      body: form,
    });
    expect(answer.status).toBe(202);
    const slowest = await movesUntil(mine, async () => (await counts()).done === ROWS + 1);
    expect(await counts()).toEqual({ runs: ROWS + 1, done: ROWS + 1, tasks: ROWS + 1, twice: 0 });
    expect(slowest).toBeLessThan(5_000);
  }, 120_000);

  /** Moves a card to and fro until a check holds. @returns the milliseconds of the slowest move but for one in twenty */
  async function movesUntil(card: string, check: () => Promise<boolean>): Promise<number> {
    const times: number[] = [];
    await until(async () => {
      const begun = performance.now();
      await world.move(card, times.length % 2 === 0 ? 'proposal' : 'new');
      times.push(performance.now() - begun);
      return check();
    }, 110);
    return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
  }

  async function counts() {
    const [row] = await world.app.database.query<{ [name: string]: number }>(
      `SELECT (SELECT count(*) FROM rule_runs)::int AS runs,
         (SELECT count(*) FROM rule_runs WHERE status = 'done')::int AS done,
         (SELECT count(*) FROM tasks)::int AS tasks,
         (SELECT count(*) FROM records WHERE (doc ->> 'amount')::int > 1)::int AS twice`,
    );
    return row as { runs: number; done: number; tasks: number; twice: number };
  }
});
