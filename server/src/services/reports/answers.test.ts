import type { Caller } from '@etapa/shared/access/caller';
import type { Queryable } from '../../store/database.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { ReportAnswers } from './answers.ts';

const TYPE = {
  key: 'note',
  name: 'Note',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
};

describe('answers of reports', () => {
  let app: TestApp;
  let answers: ReportAnswers;
  let ann: Caller;
  let bob: { id: string; token: string };
  let questions = 0;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    answers = app.get(ReportAnswers);
    await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: TYPE });
    bob = await app.addUser(['member'], 'Bob');
    ann = {
      id: app.admin.id,
      name: 'Ann',
      roles: ['admin'],
      allRoles: [],
      myTeam: [app.admin.id],
      teamId: null,
      timeZone: 'UTC',
      organizationTimeZone: 'UTC',
      workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', holidays: [] },
      language: 'en',
    };
  }, 60_000);
  afterAll(() => app?.stop());

  const write = async (token?: string) => {
    const body = { doc: { title: 'One more' } };
    const made = await app.inject({ method: 'POST', url: '/api/v1/entity-types/note/records', body, token });
    expect(made.statusCode).toBe(201);
  };
  const counted = (seconds: number) => async (db: Queryable) => {
    await db.query('SELECT pg_sleep($1)', [seconds]);
    const [row] = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM records');
    return row?.n ?? 0;
  };
  const slowly = counted(0.6);

  it('are those of the moment where they come quickly', async () => {
    const question = ++questions;
    const before = await answers.of(ann, question, counted(0));
    await write(bob.token);
    expect(await answers.of(ann, question, counted(0))).toEqual({ read: before.read + 1 });
  });

  it('are kept where they take long, and say of when they are', async () => {
    const question = ++questions;
    const first = await answers.of(ann, question, slowly);
    expect(first.asOf).toBeUndefined();
    await write(bob.token);
    const again = await answers.of(ann, question, slowly);
    expect(again.read).toBe(first.read);
    expect(Date.parse(again.asOf ?? '')).toBeLessThan(Date.now());
  });

  it('are anew for who has written since', async () => {
    const question = ++questions;
    const { read } = await answers.of(ann, question, slowly);
    await write();
    expect(await answers.of(ann, question, slowly)).toEqual({ read: read + 1 });
  });

  it('are anew for who wrote while somebody already waited for them', async () => {
    const question = ++questions;
    const waiting = answers.of(ann, question, slowly);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await write();
    const after = await answers.of(ann, question, slowly);
    expect(after).toEqual({ read: (await waiting).read + 1 });
  });

  it('are shared by those of one person who ask at once, and by nobody else', async () => {
    const question = ++questions;
    let reads = 0;
    const work = async (db: Queryable) => {
      reads += 1;
      return slowly(db);
    };
    await Promise.all([answers.of(ann, question, work), answers.of(ann, question, work)]);
    expect(reads).toBe(1);
    await answers.of({ ...ann, id: bob.id }, question, work);
    await answers.of({ ...ann, roles: ['member'] }, question, work);
    await answers.of({ ...ann, allRoles: [{ key: 'admin', name: 'Admin', grants: [] }] }, question, work);
    expect(reads).toBe(4);
  });

  it('are shared by all where they are the same for all', async () => {
    const question = ++questions;
    let reads = 0;
    const work = async (db: Queryable) => {
      reads += 1;
      return slowly(db);
    };
    const sameForAll = { sameForAll: true };
    await answers.of(ann, question, work, sameForAll);
    const others = await answers.of({ ...ann, id: bob.id, name: 'Bob' }, question, work, sameForAll);
    expect([reads, typeof others.asOf]).toEqual([1, 'string']);
  });

  it('of earlier come at once where they will do, and are read anew behind', async () => {
    const question = ++questions;
    const anyTime = { anyTime: true };
    const first = await answers.of(ann, question, slowly, anyTime);
    expect([first.asOf, first.stale]).toEqual([undefined, undefined]);
    await write();
    const began = performance.now();
    const shown = await answers.of(ann, question, slowly, anyTime);
    expect(performance.now() - began).toBeLessThan(500);
    expect(shown).toEqual({ read: first.read, asOf: expect.any(String), stale: true });
    expect((await answers.of(ann, question, slowly)).read).toBe(first.read + 1);
    const last = await answers.of(ann, question, slowly, anyTime);
    expect([last.read, last.stale]).toEqual([first.read + 1, undefined]);
  });

  it('are given up after a while, and say that less is to be asked for', async () => {
    const endless = async (db: Queryable) => {
      const [set] = await db.query<{ limit: string }>(`SELECT current_setting('statement_timeout') AS limit`);
      expect(set?.limit).toBe('1min');
      await db.query(`SELECT set_config('statement_timeout', '100', true)`);
      return counted(30)(db);
    };
    const question = ++questions;
    const refusals = [answers.of(ann, question, endless), answers.of(ann, question, endless)];
    for (const refusal of refusals) await expect(refusal).rejects.toMatchObject({ refusal: { code: 'too_slow' } });
  });

  it('are not kept when they fail', async () => {
    const question = ++questions;
    const failing = answers.of(ann, question, async (db) => {
      await slowly(db);
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect((await answers.of(ann, question, counted(0))).asOf).toBeUndefined();
  });

  it('leave the database to others: few are read at once', async () => {
    let atOnce = 0;
    let most = 0;
    const work = async (db: Queryable) => {
      most = Math.max(most, ++atOnce);
      await db.query('SELECT pg_sleep(0.1)');
      atOnce -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => answers.of(ann, ++questions, work)));
    expect(most).toBe(2);
  });

  it('are as of one moment, however many statements they take', async () => {
    const { read } = await answers.of(ann, ++questions, async (db) => {
      const before = await counted(0)(db);
      await write(bob.token);
      return (await counted(0)(db)) - before;
    });
    expect(read).toBe(0);
  });
});
