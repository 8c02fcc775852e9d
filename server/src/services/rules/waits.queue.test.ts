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
