import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { RuleWorld } from '../../testing/rule-world.ts';
import { DAY, HOUR, SECOND } from '../../testing/simulated-clock.ts';
import { until } from '../../testing/until.ts';
import { OverdueTasks } from '../tasks-overdue.ts';

const note = (formula: string) => [{ id: 'u', kind: 'record.update', set: { note: `= ${formula}` } }];

describe('a rule fires', () => {
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

  const noted = (id: string, text: string) => until(async () => (await world.doc(id)).note === text, 20);
  const count = async (rule: string, id: string) => (await world.runs(rule, id)).length;
  const tell = [{ id: 'n', kind: 'notify', to: '= actor.id', text: '{{ title }} is gone' }];

  it('when a record leaves a stage, with what the record was and became', async () => {
    await world.rule('left', { kind: 'stage.left', stages: ['new'] }, note('trigger.to.stage + " by " + actor.name'));
    const id = await world.deal();
    await world.move(id, 'proposal');
    await noted(id, 'proposal by Admin');
    await world.move(id, 'won');
    await world.readLog();
    expect(await count('left', id)).toBe(1);
  }, 30_000);

  it('when a record is deleted: its steps find it in the trash', async () => {
    await world.rule('gone', { kind: 'record.deleted' }, tell);
    const id = await world.deal({ title: 'Crates' });
    await world.ok('DELETE', `/entity-types/deal/records/${id}`);
    await until(async () => {
      const { items } = await world.ok<{ items: { text: string }[] }>('GET', '/notifications');
      return items.some(({ text }) => text === 'Crates is gone');
    });
  }, 30_000);

  it('when a record gets another owner', async () => {
    await world.rule('assigned', { kind: 'record.assigned' }, note('"assigned"'));
    const ann = await world.app.addUser(['member'], 'Ann');
    const id = await world.deal();
    await world.ok('PATCH', `/entity-types/deal/records/${id}`, { ownerId: ann.id });
    await noted(id, 'assigned');
  }, 30_000);

  it('when somebody comments, with the record as it was then', async () => {
    const when = { combinator: 'and', rules: [{ field: 'amount', operator: '=', value: 1 }] };
    await world.rule('commented', { kind: 'comment.added' }, note('trigger.text'), { when });
    const id = await world.deal({ amount: 2 });
    await world.comment(id, 'Two');
    await world.patch(id, { amount: 1 });
    await world.comment(id, 'One');
    await world.patch(id, { amount: 3 });
    await noted(id, 'One');
    expect(await count('commented', id)).toBe(1);
  }, 30_000);

  it('when a task is done, and when it is overdue: once for each due time it is given', async () => {
    await world.rule('done', { kind: 'task.completed' }, note('"done " + trigger.title'));
    await world.rule('overdue', { kind: 'task.overdue' }, note('"overdue " + trigger.title'));
    const id = await world.deal();
    const dueAt = new Date(world.clock.now().getTime() + HOUR);
    const task = await world.ok<{ id: string }>('POST', '/tasks', { title: 'Call', recordId: id, dueAt });
    const look = async () => {
      await world.app.get(OverdueTasks).tell();
      await world.readLog();
      return count('overdue', id);
    };
    world.clock.advance(HOUR - SECOND);
    expect(await look()).toBe(0);
    world.clock.advance(SECOND);
    expect(await look()).toBe(1);
    await noted(id, 'overdue Call');
    world.clock.advance(DAY);
    expect(await look()).toBe(1);
    await world.ok('PATCH', `/tasks/${task.id}`, { dueAt: new Date(world.clock.now().getTime() + DAY) });
    expect(await look()).toBe(1);
    world.clock.advance(2 * DAY);
    expect(await look()).toBe(2);
    await world.ok('POST', `/tasks/${task.id}/complete`);
    await noted(id, 'done Call');
    await world.ok('POST', `/tasks/${task.id}/reopen`);
    world.clock.advance(DAY);
    expect(await look()).toBe(2);
  }, 30_000);

  describe('when its button is pressed', () => {
    const BIG = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 100 }] };
    const url = (id: string, rule = '') => `/entity-types/deal/records/${id}/buttons${rule && `/${rule}`}`;
    const shown = async (id: string, token?: string) =>
      (await world.ok<{ items: object[] }>('GET', url(id), undefined, token)).items;
    const press = (id: string, rule: string, token?: string) =>
      world.app.inject({ method: 'POST', url: `/api/v1${url(id, rule)}`, ...(token ? { token } : {}) });

    it('and no other rule does; the button is there while its condition holds', async () => {
      await world.rule('call', { kind: 'button.pressed', label: 'Call' }, note('"called by " + actor.name'), {
        when: BIG,
      });
      await world.rule('other', { kind: 'button.pressed', label: 'Other' }, note('"other"'));
      await world.rule('hidden', { kind: 'button.pressed', label: 'Off' }, note('"off"'), { enabled: false });
      const id = await world.deal({ amount: 500 });
      expect(await shown(id)).toEqual([
        { rule: 'call', label: 'Call' },
        { rule: 'other', label: 'Other' },
      ]);
      const answer = await press(id, 'call');
      expect([answer.statusCode, answer.json()]).toEqual([202, { eventId: expect.any(String) }]);
      await noted(id, 'called by Admin');
      expect(await count('other', id)).toBe(0);
      await world.patch(id, { amount: 1 });
      expect(await shown(id)).toEqual([{ rule: 'other', label: 'Other' }]);
      expect((await press(id, 'call')).json()).toMatchObject({ status: 422, code: 'guard_failed' });
      expect((await press(id, 'hidden')).statusCode).toBe(404);
    }, 30_000);

    it('by who has one of its roles, or else may change the record', async () => {
      await world.ok('POST', '/roles', {
        key: 'reader',
        name: 'Reader',
        grants: [{ entityType: 'deal', actions: ['read'], scope: 'all' }],
      });
      await world.rule('anyone', { kind: 'button.pressed', label: 'Anyone' }, note('"anyone"'));
      await world.rule('readers', { kind: 'button.pressed', label: 'Readers', roles: ['reader'] }, note('"readers"'));
      const reader = await world.app.addUser(['reader']);
      const member = await world.app.addUser(['member']);
      const stranger = await world.app.addUser([]);
      const id = await world.deal();
      expect(await shown(id, reader.token)).toEqual([{ rule: 'readers', label: 'Readers' }]);
      expect(await shown(id, member.token)).toEqual([{ rule: 'anyone', label: 'Anyone' }]);
      expect((await press(id, 'anyone', reader.token)).statusCode).toBe(403);
      expect((await press(id, 'readers', member.token)).statusCode).toBe(403);
      expect((await press(id, 'anyone', stranger.token)).statusCode).toBe(404);
      expect((await press(id, 'readers', reader.token)).statusCode).toBe(202);
      await noted(id, 'readers');
    }, 30_000);
  });
});
