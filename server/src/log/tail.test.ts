import { Log } from '../config/log.ts';
import { newId } from '../store/ids.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { append } from './append.ts';
import { Tail } from './tail.ts';

describe('the tail of the log', () => {
  let test: TestDatabase;
  let tail: Tail;
  beforeAll(async () => {
    test = await testDatabase();
    tail = new Tail(test.database, new Log('silent'));
  });
  afterAll(async () => {
    await tail?.onModuleDestroy();
    await test?.stop();
  });

  const write = (kind: string) =>
    test.database.transaction((tx) =>
      append(tx, [
        {
          kind,
          at: new Date(),
          data: {},
          actor: { kind: 'system', id: 'test' },
          cause: { correlation: newId(), depth: 0 },
        },
      ]),
    );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 300));

  it('tells every listener what is committed from now on, once and in order, and nothing of the past', async () => {
    await write('past');
    const heard: string[][] = [[], []];
    const ends = [
      await tail.listen((events) => heard[0]?.push(...events.map((each) => each.kind))),
      await tail.listen((events) => heard[1]?.push(...events.map((each) => each.kind))),
    ];
    for (const kind of ['one', 'two', 'three']) await write(kind);
    await settle();
    expect(heard).toEqual([
      ['one', 'two', 'three'],
      ['one', 'two', 'three'],
    ]);
    for (const end of ends) end();
    await write('unheard');
    await settle();
    expect(heard[0]).toHaveLength(3);
  });

  it('tells what a transaction that was open before the listener came commits later', async () => {
    const heard: string[] = [];
    let commit: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const writing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const open = test.database.transaction(async (tx) => {
      await tx.query('SELECT pg_current_xact_id()');
      begun();
      await new Promise<void>((resolve) => {
        commit = resolve;
      });
      await tx.query(
        `INSERT INTO events (id, at, kind, data, actor, cause) VALUES ($1, $2, 'late', '{}', '{}', '{}')`,
        [newId(), new Date()],
      );
    });
    await writing;
    const end = await tail.listen((events) => heard.push(...events.map((each) => each.kind)));
    commit();
    await open;
    await settle();
    end();
    expect(heard).toEqual(['late']);
  });
});
