import { type TestApp, testApp } from '../testing/app.ts';
import { makeJobType } from '../testing/job-type.ts';

describe('an idempotency key', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
  }, 30_000);
  afterAll(() => app?.stop());

  const make = (key: string, title: string, token = app.admin.token, url = '/api/v1/entity-types/job/records') =>
    app.inject({
      method: 'POST',
      url,
      body: url.endsWith('tasks') ? { title } : { doc: { title } },
      token,
      headers: { 'idempotency-key': key },
    });
  const count = async (table: string) => Number((await app.database.query(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

  it('answers the first result again and does nothing twice', async () => {
    const [first, second] = [await make('a', 'One'), await make('a', 'One')];
    expect(first.statusCode).toBe(201);
    expect(second.statusCode).toBe(201);
    expect(second.json()).toEqual(first.json());
    expect(await count('records')).toBe(1);
  });

  it('does nothing twice when both come at once', async () => {
    const before = await count('records');
    const answers = await Promise.all(Array.from({ length: 6 }, () => make('b', 'Two')));
    expect(await count('records')).toBe(before + 1);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(answers.map((each) => each.json().id)).size).toBe(1);
    const tasks = await Promise.all(Array.from({ length: 6 }, () => make('t', 'Task', undefined, '/api/v1/tasks')));
    expect(await count('tasks')).toBe(1);
    expect(tasks.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(tasks.map((each) => each.json().id)).size).toBe(1);
  });

  it('belongs to one request of one person', async () => {
    expect((await make('c', 'Three')).statusCode).toBe(201);
    expect((await make('c', 'Four')).json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    const other = await app.addUser(['admin']);
    expect((await make('c', 'Four', other.token)).statusCode).toBe(201);
  });

  it('is not spent on a refusal, nor longer than a day', async () => {
    expect((await make('d', '')).statusCode).toBe(422);
    const { id } = (await make('d', 'Now right')).json();
    expect((await make('d', 'Now right')).json().id).toBe(id);
    await app.database.query(`UPDATE idempotency_keys SET created_at = created_at - interval '25 hours'`);
    expect((await make('d', 'Now right')).json().id).not.toBe(id);
  });

  it('never doubles what was done when the process died before it knew the answer', async () => {
    const before = await count('records');
    const first = (await make('e', 'Five')).json();
    // As a crash leaves it: the key committed with the effect, the answer not yet added.
    await app.database.query(`UPDATE idempotency_keys SET status = NULL WHERE key = 'e'`);
    expect((await make('e', 'Five')).json()).toEqual(first);
    await app.database.query(`UPDATE idempotency_keys SET body = '{}' WHERE key = 'e'`);
    expect((await make('e', 'Five')).json()).toMatchObject({ status: 409, code: 'conflict' });
    expect(await count('records')).toBe(before + 1);
  });

  it('answers what a change came to, too, when the process died right after the commit', async () => {
    const { id } = (await make('f', 'Six')).json();
    const move = () =>
      app.inject({
        method: 'PATCH',
        url: `/api/v1/entity-types/job/records/${id}`,
        body: { doc: { title: 'Seven' } },
        headers: { 'idempotency-key': 'g' },
      });
    await app.database.query(`
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''died''; END';
      CREATE TRIGGER die BEFORE UPDATE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION die()`);
    expect((await move()).statusCode).toBe(500);
    await app.database.query('DROP TRIGGER die ON idempotency_keys; DROP FUNCTION die');
    const answer = await move();
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { id, version: 2, doc: { title: 'Seven' } }]);
  });

  it('keeps no secret: a token is told once', async () => {
    const token = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/api-tokens',
        body: { name: 'Once' },
        headers: { 'idempotency-key': 'token' },
      });
    const first = await token();
    expect(first.statusCode).toBe(201);
    expect((await token()).json()).toMatchObject({ status: 409, code: 'conflict' });
    const kept = await app.database.query('SELECT body FROM idempotency_keys');
    expect(JSON.stringify(kept)).not.toContain(first.json().token);
    expect(await count('api_tokens')).toBeGreaterThan(0);
  });

  it('is visible ASCII', async () => {
    expect((await make('a b', 'x')).statusCode).toBe(400);
    expect((await make('x'.repeat(256), 'x')).statusCode).toBe(400);
  });
});
