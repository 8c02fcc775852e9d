import { RuleWorld, START } from '../../../testing/rule-world.ts';
import { DAY, HOUR, MINUTE } from '../../../testing/simulated-clock.ts';
import { TimeIndexes } from './indexes.ts';

const NOTE = [{ id: 'u', kind: 'record.update', set: { note: '= string(trigger.at)' } }];
const OFFER = {
  key: 'offer',
  name: 'Offer',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'note', label: 'Note', kind: 'text' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: [
        { key: 'desk', name: 'Desk', group: 'open', clock: 'working' },
        { key: 'post', name: 'Post', group: 'open' },
      ],
    },
  ],
};

describe('rules that time sets off, by the clock on the wall of the organisation', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start();
    await world.ok('POST', '/entity-types', OFFER);
  }, 60_000);
  beforeEach(() => world.clock.set(START));
  afterEach(() => world.removeRules());
  afterAll(() => world?.stop());

  const followed = async (rule: string, hours: number): Promise<number> => {
    world.clock.advance(hours * HOUR);
    await world.follow();
    return (await world.runs(rule)).length;
  };

  it('count working time in stages whose clock does, and all time in the others of the same rule', async () => {
    const path = '/entity-types/offer';
    const workingCalendar = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', holidays: ['2026-03-09'] };
    await world.ok('PATCH', '/organization', { workingCalendar });
    const trigger = { kind: 'stage.idle', stages: ['desk', 'post'], for: 'P2D' };
    await world.ok('POST', `${path}/rules`, { key: 'late', name: 'Late', enabled: true, trigger, steps: NOTE });
    // Friday noon in Kyiv; Monday is a holiday.
    world.clock.advance(4 * DAY + 3 * HOUR);
    const made: string[] = [];
    for (const stage of ['desk', 'post', 'desk']) {
      const { id } = await world.ok<{ id: string }>('POST', `${path}/records`, { doc: { title: stage }, stage });
      made.push(id);
    }
    expect(await followed('late', 47)).toBe(0);
    expect(await followed('late', 1)).toBe(1);
    const [posted] = await world.runs('late');
    expect(posted?.record).toBe(made[1]);
    // What the run writes is read before the clock goes on: time waits for a log that is behind it.
    await world.run('late', made[1] ?? '', 'done');
    // What waits in the post from Saturday on is followed further than what lies on the desk since Friday.
    expect(await followed('late', 48)).toBe(1);
    expect(await followed('late', 23)).toBe(1);
    expect(await followed('late', 1)).toBe(3);
    expect(await followed('late', 24 * 30)).toBe(3);
    const explained = await world.ok<{ timed: { why: { trigger: object } }[] }>(
      'GET',
      `${path}/records/${made[0]}/explain?rule=late`,
    );
    expect(explained.timed[0]?.why.trigger).toMatchObject({ dueAt: '2026-03-11T10:00:00.000Z' });
  }, 60_000);

  it('fire on each of two evenings, though the clocks that change between them make these one day in UTC', async () => {
    await world.ok('PATCH', '/organization', { timeZone: 'America/New_York' });
    world.clock.set('2026-03-07T20:00:00Z');
    await world.rule('evening', { kind: 'date.reached', field: 'closing', at: '19:30' }, NOTE);
    await world.app.get(TimeIndexes).bring();
    const id = await world.deal({ closing: '2026-03-07' });
    expect(await followed('evening', 4)).toBe(0);
    world.clock.advance(31 * MINUTE);
    expect(await followed('evening', 0)).toBe(1);
    await world.run('evening', id, 'done');
    await world.patch(id, { closing: '2026-03-08' });
    expect(await followed('evening', 24)).toBe(2);
    await world.ok('PATCH', '/organization', { timeZone: 'Europe/Kyiv' });
  }, 60_000);
});
