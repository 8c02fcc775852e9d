import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { RuleWorld } from '../../testing/rule-world.ts';
import { MINUTE, SECOND } from '../../testing/simulated-clock.ts';
import { until } from '../../testing/until.ts';

const UPDATED = { kind: 'record.updated', fields: ['amount'] };

describe('a step that calls the outside', () => {
  let queue: QueueBackend;
  let world: RuleWorld;
  let outside: Server;
  let url: string;
  /** What the other side was asked, and what it does with it. */
  let asked: { key: string; body: string }[] = [];
  let answer: (request: IncomingMessage, end: (status: number, body?: object) => void) => void;

  beforeAll(async () => {
    queue = await queueBackend();
    world = await RuleWorld.start({
      redisUrl: queue.redisUrl,
      env: { ETAPA_HTTP_ALLOW: '127.0.0.1', ETAPA_LOG_LEVEL: 'silent' },
    });
    outside = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push({ key: String(request.headers['idempotency-key']), body });
      answer(request, (status, told = {}) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told));
      });
    });
    await new Promise<void>((listening) => outside.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  }, 60_000);
  beforeEach(() => {
    asked = [];
    answer = (_, end) => end(200, { ok: true });
  });
  afterEach(() => world.removeRules());
  afterAll(async () => {
    outside?.closeAllConnections();
    outside?.close();
    await world?.stop();
    await queue?.stop();
  });

  const call = (more: object = {}) => ({
    id: 'h',
    kind: 'http.request',
    method: 'POST',
    url,
    body: { title: '{{ title }}' },
    ...more,
  });
  const mark = (text: string) => ({ id: 'u', kind: 'record.update', set: { note: text } });

  it('goes on with the answer, which later steps and a field of its name get', async () => {
    answer = (_, end) => end(201, { number: 'A-7' });
    await world.rule('ask', { kind: 'record.created' }, [
      call({ saveAs: 'reply' }),
      { id: 'u', kind: 'record.update', set: { note: '= steps.reply.body.number + " " + string(steps.h.status)' } },
    ]);
    const id = await world.deal();
    const run = await world.run('ask', id, 'done');
    expect(await world.doc(id)).toMatchObject({ note: 'A-7 201' });
    expect(asked).toEqual([{ key: `${run.id}:h`, body: '{"title":"Benches"}' }]);
  }, 30_000);

  it('keeps the answer in the field of its name', async () => {
    answer = (_, end) => end(200, 'A-8' as never);
    await world.rule('keep', { kind: 'record.created' }, [call({ saveAs: 'note' })]);
    const id = await world.deal();
    await world.run('keep', id, 'done');
    expect(await world.doc(id)).toMatchObject({ note: 'A-8' });
    answer = (_, end) => end(200, { score: 7 });
    const other = await world.deal();
    await world.run('keep', other, 'done');
    expect(await world.doc(other)).toMatchObject({ note: '{"score":7}' });
  }, 30_000);

  it('keeps no other record waiting and no connection, but later runs of its own record', async () => {
    const pending: (() => void)[] = [];
    answer = (_, end) => pending.push(() => end(200));
    await world.rule('slow', { kind: 'record.created' }, [call(), mark('slow')], {
      when: { combinator: 'and', rules: [{ field: 'amount', operator: '=', value: 1 }] },
    });
    await world.rule('quick', UPDATED, [{ id: 'u', kind: 'record.update', set: { closing: '2026-04-01' } }]);
    const slow = await Promise.all(Array.from({ length: 30 }, () => world.deal({ amount: 1 })));
    await until(async () => pending.length === 30);
    const [first = ''] = slow;
    await world.patch(first, { amount: 2 });
    const other = await world.deal({ amount: 5 });
    await world.patch(other, { amount: 6 });
    await world.run('quick', other, 'done');
    // A sweep may have one for a moment; thirty calls have none for long.
    await until(async () => {
      const [open] = await world.app.database.query<{ count: number }>(
        `SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
      );
      return open?.count === 0;
    });
    expect((await world.runs('quick', first))[0]).toMatchObject({ status: 'running', steps: [] });
    for (const end of pending) end();
    await world.run('quick', first, 'done');
    await world.run('slow', first, 'done');
  }, 60_000);

  it('is tried again in the same words when the other side fails, and fails at once when it is refused', async () => {
    const statuses = [500, 429];
    answer = (_, end) => end(statuses.shift() ?? 200);
    await world.rule('retry', { kind: 'record.created' }, [call({ body: { at: '= now()' } }), mark('done')]);
    const id = await world.deal();
    for (const attempts of [1, 2]) {
      await until(async () => (await world.runs('retry', id))[0]?.attempts === attempts);
      world.clock.advance(5 * SECOND);
      await world.sweep();
    }
    await world.run('retry', id, 'done');
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
    answer = (_, end) => end(404);
    const refused = await world.deal();
    const run = await world.run('retry', refused, 'failed');
    expect(run).toMatchObject({ attempts: 1, error: { message: 'The other side answered with the status 404.' } });
    expect(asked).toHaveLength(4);
    answer = (_, end) => end(200);
    await world.ok('POST', `/rule-runs/${run.id}/retry`);
    await world.run('retry', refused, 'done');
    expect(asked[4]?.key).toBe(asked[3]?.key);
  }, 60_000);

  it('is made again with the same key when its worker was lost, and its answer counts once', async () => {
    const pending: (() => void)[] = [];
    answer = (_, end) => pending.push(() => end(200));
    await world.rule('lost', { kind: 'record.created' }, [call(), mark('done')]);
    const id = await world.deal();
    await until(async () => asked.length === 1);
    // As if the worker that made the call were dead: its lease runs out.
    world.clock.advance(MINUTE + SECOND);
    await world.sweep();
    await until(async () => asked.length === 2);
    expect(asked[1]?.key).toBe(asked[0]?.key);
    for (const end of pending) end();
    const run = await world.run('lost', id, 'done');
    expect(run.steps.map((step) => step.status)).toEqual(['done', 'done']);
  }, 60_000);

  it('can be cancelled while the answer is awaited: what it answers then counts no more', async () => {
    const pending: (() => void)[] = [];
    answer = (_, end) => pending.push(() => end(200));
    await world.rule('cancel', { kind: 'record.created' }, [call({ saveAs: 'note' }), mark('never')]);
    const id = await world.deal();
    await until(async () => asked.length === 1);
    const [run] = await world.runs('cancel', id);
    await world.ok('POST', `/rule-runs/${run?.id}/cancel`);
    for (const end of pending) end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await world.runs('cancel', id))[0]).toMatchObject({ status: 'stopped', steps: [{ status: 'skipped' }] });
    expect(await world.doc(id)).not.toHaveProperty('note');
  }, 30_000);
});
