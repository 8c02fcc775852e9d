import { Clock } from '../config/clock.ts';
import { Log } from '../config/log.ts';
import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { append } from './append.ts';
import { ConsumerLoop, type EventConsumer } from './consumer.ts';
import { EVENTS_WAITING, type LoggedEvent } from './events.ts';

const SILENT = new Log('silent');
const event = (kind: string) => ({
  kind,
  at: new Date(),
  data: {},
  actor: { kind: 'system' as const, id: 'test' },
  cause: { correlation: newId(), depth: 0 },
});
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Writes down what it was given, in the transaction, so that the table tells exactly what was consumed. */
class Recorder implements EventConsumer {
  failures = 0;
  readonly arrivals = new Map<string, number>();

  constructor(readonly consumer: string) {}

  async consume(events: LoggedEvent[], tx: Parameters<EventConsumer['consume']>[1]): Promise<undefined> {
    for (const each of events) {
      await tx.query('INSERT INTO consumed (consumer, kind, xid, seq) VALUES ($1, $2, $3, $4)', [
        this.consumer,
        each.kind,
        each.xid,
        each.seq,
      ]);
      this.arrivals.set(each.kind, Date.now());
    }
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('on purpose');
    }
  }
}

describe('a consumer of the log', () => {
  let test: TestDatabase;
  let database: Database;
  let loops: ConsumerLoop[] = [];
  beforeAll(async () => {
    test = await testDatabase();
    database = test.database;
    await database.query(
      'CREATE TABLE consumed (n bigint GENERATED ALWAYS AS IDENTITY, consumer text, kind text, xid text, seq bigint)',
    );
  });
  afterEach(async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    loops = [];
  });
  afterAll(() => test?.stop());

  const start = (consumer: EventConsumer): ConsumerLoop => {
    const loop = new ConsumerLoop(consumer, database, new Clock(), SILENT);
    loops.push(loop);
    loop.start();
    return loop;
  };
  const consumed = async (consumer: string): Promise<string[]> => {
    const rows = await database.query<{ kind: string }>('SELECT kind FROM consumed WHERE consumer = $1 ORDER BY n', [
      consumer,
    ]);
    return rows.map((row) => row.kind);
  };
  const until = async (check: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 10_000; !(await check()); ) {
      if (Date.now() > end) throw new Error('It did not happen within ten seconds.');
      await sleep(20);
    }
  };

  it('skips and doubles nothing while many write at once, some of them slowly, and two processes read', async () => {
    const mine = 'concurrent';
    start(new Recorder(mine));
    start(new Recorder(mine));
    const writer = async (name: number) => {
      for (let turn = 0; turn < 15; turn += 1) {
        await database
          .transaction(async (tx) => {
            await append(tx, [event(`w${name}.${turn}.a`)]);
            // Meanwhile others take later numbers and commit them first.
            await sleep(Math.random() * (turn % 5 === 0 ? 120 : 8));
            await append(tx, [event(`w${name}.${turn}.b`)]);
            if (turn % 7 === 3) throw new Error('rolled back');
          })
          .catch((error: Error) => {
            if (error.message !== 'rolled back') throw error;
          });
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, name) => writer(name)));
    const written = await database.query<{ kind: string }>(
      `SELECT kind FROM events WHERE kind LIKE 'w%' ORDER BY xid, seq`,
    );
    expect(written).toHaveLength(8 * 13 * 2);
    await until(async () => (await consumed(mine)).length >= written.length);
    await sleep(150);
    expect(await consumed(mine)).toEqual(written.map((row) => row.kind));
  }, 30_000);

  it('reads in order where the numbers of transactions get another digit', async () => {
    const mine = 'digits';
    await database.query(
      `INSERT INTO events (xid, id, at, kind, data, actor, cause)
       SELECT xid::text::xid8, gen_random_uuid(), now(), 'digit.' || xid, '{}', '{}', '{}'
       FROM unnest(ARRAY[98, 99, 100, 101]) AS xid`,
    );
    start(new Recorder(mine));
    await until(async () => (await consumed(mine)).length >= 4);
    await sleep(150);
    const digits = (await consumed(mine)).filter((kind) => kind.startsWith('digit.'));
    expect(digits).toEqual(['digit.98', 'digit.99', 'digit.100', 'digit.101']);
  }, 30_000);

  it('does not pass a transaction that is still open, however many commit after it', async () => {
    const mine = 'open';
    const recorder = new Recorder(mine);
    start(recorder);
    let finish: () => void = () => undefined;
    let open: Promise<void> = Promise.resolve();
    await new Promise<void>((written) => {
      open = database.transaction(async (tx) => {
        await append(tx, [event('open.first')]);
        await new Promise<void>((resolve) => {
          finish = resolve;
          written();
        });
      });
    });
    await database.transaction((tx) => append(tx, [event('open.second')]));
    await sleep(300);
    expect((await consumed(mine)).filter((kind) => kind.startsWith('open.'))).toEqual([]);
    finish();
    await open;
    await until(async () => (await consumed(mine)).includes('open.second'));
    expect((await consumed(mine)).filter((kind) => kind.startsWith('open.'))).toEqual(['open.first', 'open.second']);
  }, 30_000);

  it('gets the same events again after a failure, whose work is undone', async () => {
    const mine = 'failing';
    const recorder = new Recorder(mine);
    start(recorder);
    await until(async () => (await database.query('SELECT FROM cursors WHERE consumer = $1', [mine])).length === 1);
    recorder.failures = 2;
    await database.transaction((tx) => append(tx, [event('failing.once')]));
    await until(async () => (await consumed(mine)).includes('failing.once'));
    expect((await consumed(mine)).filter((kind) => kind === 'failing.once')).toHaveLength(1);
    expect(recorder.failures).toBe(0);
  }, 30_000);

  it('sees a commit of this process within milliseconds, and of another within its rest', async () => {
    const mine = 'quick';
    const recorder = new Recorder(mine);
    start(recorder);
    await until(async () => (await consumed(mine)).length > 0);
    const delays: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      await sleep(60);
      await database.transaction((tx) => append(tx, [event(`quick.${turn}`)]));
      const committed = Date.now();
      await until(async () => recorder.arrivals.has(`quick.${turn}`));
      delays.push((recorder.arrivals.get(`quick.${turn}`) ?? 0) - committed);
    }
    delays.sort((a, b) => a - b);
    expect(delays[10]).toBeLessThan(100);
  }, 30_000);

  it('locks and writes nothing while there is nothing to read', async () => {
    start(new Recorder('idle'));
    await until(async () => (await consumed('idle')).length > 0);
    await sleep(200);
    const row = () => database.query(`SELECT xmin::text, xmax::text FROM cursors WHERE consumer = 'idle'`);
    const before = await row();
    await sleep(400);
    expect(await row()).toEqual(before);
  }, 30_000);

  it('looks for what is new without reading the log from its beginning', async () => {
    await database.query(
      `INSERT INTO events (id, at, kind, data, actor, cause)
       SELECT gen_random_uuid(), now(), 'old', '{}', '{}', '{}' FROM generate_series(1, 20000)`,
    );
    await database.query('ANALYZE events');
    const plan = await database.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${EVENTS_WAITING.replace('$1', `(SELECT consumer FROM cursors LIMIT 1)`)}`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index (Only )?Scan using events_order/);
  }, 30_000);
});
