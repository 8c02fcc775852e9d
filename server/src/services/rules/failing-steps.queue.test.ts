import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { RuleWorld } from '../../testing/rule-world.ts';
import { SECOND } from '../../testing/simulated-clock.ts';
import { until } from '../../testing/until.ts';

const UPDATED = { kind: 'record.updated', fields: ['amount'] };
const SMALL = { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 5 }] };
const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('a step that fails', () => {
  let queue: QueueBackend;
  let world: RuleWorld;
  let outside: Server;
  /** What the other side says; nobody is told more than that. */
  let status = 200;
  let call: object;
  beforeAll(async () => {
    queue = await queueBackend();
    world = await RuleWorld.start({
      redisUrl: queue.redisUrl,
      env: { ETAPA_HTTP_ALLOW: '127.0.0.1', ETAPA_LOG_LEVEL: 'silent' },
    });
    outside = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((listening) => outside.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
    call = { id: 'h', kind: 'http.request', method: 'POST', url };
  }, 60_000);
  afterAll(async () => {
    outside?.closeAllConnections();
    outside?.close();
    await world?.stop();
    await queue?.stop();
  });

  it('keeps later runs of its record waiting until it is done or has failed, and no other record', async () => {
    status = 503;
    await world.rule('first', { kind: 'record.created' }, [
      { id: 'b', kind: 'branch', when: SMALL, then: [call], else: [] },
      { id: 'u', kind: 'record.update', set: { amount: '= amount * 10' } },
    ]);
    await world.rule('second', UPDATED, [{ id: 'u', kind: 'record.update', set: { closing: '2026-04-01' } }]);
    const id = await world.deal({ amount: 1 });
    await until(async () => (await world.runs('first', id))[0]?.attempts === 1);
    await world.patch(id, { amount: 2 });
    const other = await world.deal({ amount: 10 });
    await world.run('first', other, 'done');
    await until(async () => (await world.runs('second', id)).length === 1);
    await world.sweep();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await world.runs('second', id))[0]).toMatchObject({ status: 'running', steps: [] });
    status = 200;
    world.clock.advance(SECOND);
    await world.sweep();
    await world.run('first', id, 'done');
    await until(async () => (await world.runs('second', id)).filter(({ status }) => status === 'done').length === 2);
    const [{ steps } = { steps: [] }] = await world.runs('first', id);
    const began = (await world.runs('second', id)).map((run) => run.steps[0]?.startedAt ?? '');
    for (const at of began) expect(at >= (steps.at(-1)?.finishedAt ?? '~')).toBe(true);
    await world.removeRules();
  }, 60_000);

  it('is tried three times more with growing pauses, and then the run has failed', async () => {
    await world.rule('failing', { kind: 'record.created' }, [call]);
    status = 500;
    const id = await world.deal();
    for (const [attempts, pause] of [
      [1, 1],
      [2, 5],
      [3, 25],
    ] as const) {
      await until(async () => (await world.runs('failing', id))[0]?.attempts === attempts);
      world.clock.advance(pause * SECOND - 1);
      await world.sweep();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect((await world.runs('failing', id))[0]).toMatchObject({ status: 'running', attempts });
      world.clock.advance(1);
      await world.sweep();
    }
    await world.run('failing', id, 'failed');
    await world.removeRules();
  }, 60_000);

  it('is not tried again where that would come to the same: its run has failed at once, and can be retried', async () => {
    const refused: [string, object, string][] = [
      ['nobody', { id: 'n', kind: 'notify', to: '= note', text: 'x' }, 'no such person'],
      ['empty', { id: 't', kind: 'record.update', set: { title: null } }, '/doc/title'],
      [
        'inside',
        { id: 'h', kind: 'http.request', method: 'GET', url: 'http://127.1.2.3/' },
        'not on the public internet',
      ],
    ];
    for (const [key, step] of refused) await world.rule(key, { kind: 'record.created' }, [step]);
    const id = await world.deal({ note: NOBODY });
    for (const [key, , message] of refused) {
      const run = await world.run(key, id, 'failed');
      expect(run).toMatchObject({ attempts: 1, error: { message: expect.stringContaining(message) } });
    }
    await world.patch(id, { note: world.app.admin.id });
    const [run] = await world.runs('nobody', id);
    await world.ok('POST', `/rule-runs/${run?.id}/retry`);
    await world.run('nobody', id, 'done');
    await world.removeRules();
  }, 60_000);
});
