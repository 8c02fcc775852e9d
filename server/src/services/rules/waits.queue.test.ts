import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { RuleWorld } from '../../testing/rule-world.ts';
import { DAY, MINUTE, SECOND } from '../../testing/simulated-clock.ts';
import { until } from '../../testing/until.ts';
import { ParkedSteps } from './parked.ts';

const mark = (text: string, id = 'mark') => ({ id, kind: 'record.update', set: { note: text } });
const UPDATED = { kind: 'record.updated', fields: ['amount'] };

describe('a run that waits', () => {
  let queue: QueueBackend;
  let world: RuleWorld;
  beforeAll(async () => {
    queue = await queueBackend();
    world = await RuleWorld.start({ redisUrl: queue.redisUrl });
  }, 60_000);
  afterEach(() => world.removeRules());
  afterAll(async () => {
    await world?.stop();
    await queue?.stop();
  });

  it('goes on when its time has come, and not before, be it a year', async () => {
    await world.rule('year', { kind: 'record.created' }, [
      { id: 'w', kind: 'wait', for: 'P1Y' },
      mark('{{ title }}', 'm'),
    ]);
    await world.rule('days', { kind: 'record.created' }, [{ id: 'w', kind: 'wait', for: 'P3D' }, mark('three')]);
    const id = await world.deal();
    expect(await world.run('year', id, 'waiting')).toMatchObject({ steps: [{ id: 'w', status: 'waiting' }] });
    await world.run('days', id, 'waiting');
    world.clock.advance(3 * DAY - SECOND);
    await world.sweep();
    expect((await world.runs('days', id))[0]?.status).toBe('waiting');
    world.clock.advance(SECOND);
    await world.sweep();
    expect(await world.run('days', id, 'done')).toMatchObject({ steps: [{ output: { by: 'time' } }, {}] });
    expect((await world.runs('year', id))[0]?.status).toBe('waiting');
    world.clock.advance(362 * DAY);
    await world.sweep();
    await world.run('year', id, 'done');
  }, 60_000);

  it('lets later runs of its record pass, and comes first again when it goes on', async () => {
    await world.rule('waiter', { kind: 'record.created' }, [
      { id: 'w', kind: 'wait', for: 'PT1H' },
      { id: 'u', kind: 'record.update', set: { note: '= note + " waiter"' } },
    ]);
    await world.rule('later', UPDATED, [{ id: 'u', kind: 'record.update', set: { note: '= "later"' } }]);
    const id = await world.deal({ amount: 1 });
    await world.run('waiter', id, 'waiting');
    await world.patch(id, { amount: 2 });
    await world.run('later', id, 'done');
    expect(await world.doc(id)).toMatchObject({ note: 'later' });
    world.clock.advance(60 * MINUTE);
    await world.sweep();
    await world.run('waiter', id, 'done');
    expect(await world.doc(id)).toMatchObject({ note: 'later waiter' });
  }, 60_000);

  it('for an event goes on with the first that comes after it, and knows what it was', async () => {
    await world.rule('answer', { kind: 'record.created' }, [
      { id: 'w', kind: 'wait', for: { event: { kind: 'comment.added' }, timeout: 'P7D' } },
      { id: 'u', kind: 'record.update', set: { note: '= steps.w.event.text' } },
    ]);
    const id = await world.deal();
    await world.run('answer', id, 'waiting');
    await world.patch(id, { amount: 5 });
    await world.comment(id, 'Yes');
    await world.comment(id, 'No');
    const run = await world.run('answer', id, 'done');
    expect(run.steps.find((step) => step.id === 'w')?.output).toMatchObject({
      by: 'event',
      event: { kind: 'comment.added', text: 'Yes' },
    });
    expect(await world.doc(id)).toMatchObject({ note: 'Yes' });
  }, 60_000);

  it('for an event goes on without it when the time is out', async () => {
    await world.rule('out', { kind: 'record.created' }, [
      { id: 'w', kind: 'wait', for: { event: { kind: 'stage.left', stages: ['new'] }, timeout: 'P7D' } },
      { id: 'u', kind: 'record.update', set: { note: '= steps.w.by' } },
    ]);
    const id = await world.deal();
    await world.run('out', id, 'waiting');
    world.clock.advance(7 * DAY);
    await world.sweep();
    await world.run('out', id, 'done');
    expect(await world.doc(id)).toMatchObject({ note: 'timeout' });
  }, 60_000);

  it('is not ended by an event from before it', async () => {
    await world.rule('own', { kind: 'record.created' }, [
      { id: 'c', kind: 'comment.add', text: 'Its own' },
      { id: 'w', kind: 'wait', for: { event: { kind: 'comment.added' } } },
      mark('ended'),
    ]);
    await world.rule('seen', { kind: 'comment.added' }, [{ id: 'u', kind: 'record.update', set: { amount: 1 } }]);
    const id = await world.deal();
    // The comment has been read by the time another rule has acted on it.
    await world.run('seen', id, 'done');
    await world.run('own', id, 'waiting');
    await world.comment(id, 'Hers');
    await world.run('own', id, 'done');
  }, 60_000);

  it('stays stopped when it is cancelled, though its time comes', async () => {
    await world.rule('cancelled', { kind: 'record.created' }, [{ id: 'w', kind: 'wait', for: 'PT1H' }, mark('never')]);
    const id = await world.deal();
    const { id: run } = await world.run('cancelled', id, 'waiting');
    await world.ok('POST', `/rule-runs/${run}/cancel`);
    world.clock.advance(60 * MINUTE);
    await world.sweep();
    await world.comment(id, 'x');
    expect((await world.runs('cancelled', id))[0]).toMatchObject({ status: 'stopped', steps: [{ status: 'skipped' }] });
    const ended = world.app.database.transaction((tx) => world.app.get(ParkedSteps).resolve(tx, run, 'w', {}));
    expect(await ended).toBe(false);
    expect(await world.doc(id)).not.toHaveProperty('note');
  }, 60_000);

  it('ends as skipped when its record is in the trash by then', async () => {
    await world.rule('trashed', { kind: 'record.created' }, [{ id: 'w', kind: 'wait', for: 'PT1H' }, mark('never')]);
    const id = await world.deal();
    await world.run('trashed', id, 'waiting');
    await world.ok('DELETE', `/entity-types/deal/records/${id}`);
    world.clock.advance(60 * MINUTE);
    await world.sweep();
    await until(async () => {
      const [row] = await world.app.database.query('SELECT status FROM rule_runs WHERE record_id = $1', [id]);
      return row?.status === 'skipped';
    });
  }, 60_000);

  it('is ended there, and says why, by a step that stops', async () => {
    await world.rule('stops', { kind: 'record.created' }, [{ id: 's', kind: 'stop', reason: 'Enough' }, mark('never')]);
    const id = await world.deal();
    expect(await world.run('stops', id, 'stopped')).toMatchObject({
      error: { message: 'Enough' },
      steps: [{ id: 's' }],
    });
  }, 60_000);
});

describe('a step that fails', () => {
  let queue: QueueBackend;
  let world: RuleWorld;
  beforeAll(async () => {
    queue = await queueBackend();
    world = await RuleWorld.start({ redisUrl: queue.redisUrl, env: { ETAPA_LOG_LEVEL: 'silent' } });
  }, 60_000);
  afterAll(async () => {
    await world?.stop();
    await queue?.stop();
  });

  it('keeps later runs of its record waiting until it is done or has failed, and no other record', async () => {
    await world.rule('first', { kind: 'record.created' }, [
      { id: 'n', kind: 'notify', to: '= note', text: 'x' },
      { id: 'u', kind: 'record.update', set: { amount: '= amount * 10' } },
    ]);
    await world.rule('second', UPDATED, [{ id: 'u', kind: 'record.update', set: { closing: '2026-04-01' } }]);
    const id = await world.deal({ amount: 1 });
    await until(async () => (await world.runs('first', id))[0]?.attempts === 1);
    await world.patch(id, { amount: 2 });
    const other = await world.deal({ amount: 1, note: world.app.admin.id });
    await world.run('first', other, 'done');
    await until(async () => (await world.runs('second', id)).length === 1);
    await world.sweep();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await world.runs('second', id))[0]).toMatchObject({ status: 'running', steps: [] });
    await world.ok('PATCH', `/entity-types/deal/records/${id}`, { doc: { note: world.app.admin.id } });
    world.clock.advance(SECOND);
    await world.sweep();
    await world.run('first', id, 'done');
    await until(async () => (await world.runs('second', id)).filter(({ status }) => status === 'done').length === 2);
    const [{ steps } = { steps: [] }] = await world.runs('first', id);
    const began = (await world.runs('second', id)).map((run) => run.steps[0]?.startedAt ?? '');
    for (const at of began) expect(at >= (steps[1]?.finishedAt ?? '~')).toBe(true);
    await world.removeRules();
  }, 60_000);

  it('is tried three times more with growing pauses, and then the run has failed', async () => {
    await world.rule('failing', { kind: 'record.created' }, [{ id: 'n', kind: 'notify', to: '= note', text: 'x' }]);
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
});
