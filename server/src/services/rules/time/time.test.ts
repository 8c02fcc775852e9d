import { RuleWorld, START } from '../../../testing/rule-world.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../testing/simulated-clock.ts';
import { until } from '../../../testing/until.ts';
import { TimeIndexes } from './indexes.ts';

const NOTE = [{ id: 'u', kind: 'record.update', set: { note: '= trigger.kind' } }];
const IDLE = { kind: 'stage.idle', stages: ['proposal'], for: 'P14D' };

describe('rules that time sets off', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start();
  }, 60_000);
  beforeEach(() => world.clock.set(START));
  afterEach(async () => {
    await world.removeRules();
    await world.app.database.query('DELETE FROM records');
  });
  afterAll(() => world?.stop());

  /** How often a rule has fired, for a record or for all. */
  const fired = async (rule: string, record?: string): Promise<number> => (await world.runs(rule, record)).length;
  const replace = (key: string, change: object) =>
    world.ok('GET', `/entity-types/deal/rules/${key}`).then((rule) => {
      const { key: _, name, trigger, steps, enabled, when } = rule;
      const document = { key, name, trigger, steps, enabled, ...(when ? { when } : {}), ...change };
      return world.ok('PUT', `/entity-types/deal/rules/${key}`, document);
    });

  describe('about a stage', () => {
    it('fire when a record has been in it so long, not before, and once for each visit', async () => {
      await world.rule('stuck', IDLE, NOTE);
      const id = await world.deal({}, { stage: 'proposal' });
      await world.follow();
      world.clock.advance(14 * DAY - SECOND);
      await world.follow();
      expect(await fired('stuck', id)).toBe(0);
      world.clock.advance(SECOND);
      await world.follow();
      const run = await world.run('stuck', id, 'done');
      expect(run).toMatchObject({ cause: { depth: 1, rule: 'stuck' } });
      expect(await world.doc(id)).toMatchObject({ note: 'stage.idle' });
      world.clock.advance(400 * DAY);
      await world.follow();
      expect(await fired('stuck', id)).toBe(1);
    }, 30_000);

    it('fire again for another visit, and not for one that ended in time', async () => {
      await world.rule('again', IDLE, NOTE);
      const id = await world.deal({}, { stage: 'proposal' });
      world.clock.advance(13 * DAY);
      await world.move(id, 'new');
      world.clock.advance(2 * DAY);
      await world.follow();
      expect(await fired('again', id)).toBe(0);
      await world.move(id, 'proposal');
      world.clock.advance(14 * DAY);
      await world.follow();
      expect(await fired('again', id)).toBe(1);
      await world.move(id, 'new');
      await world.move(id, 'proposal');
      world.clock.advance(14 * DAY);
      await world.follow();
      expect(await fired('again', id)).toBe(2);
    }, 30_000);

    it('fire at once for what is idle already when they are made or edited, and never twice', async () => {
      const id = await world.deal({ amount: 5 }, { stage: 'proposal' });
      world.clock.advance(20 * DAY);
      const big = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 100 }] };
      await world.rule('late', IDLE, NOTE, { when: big });
      await world.follow();
      expect(await fired('late', id)).toBe(0);
      await replace('late', { when: { ...big, rules: [{ field: 'amount', operator: '>', value: 1 }] } });
      await world.follow();
      expect(await fired('late', id)).toBe(1);
      await replace('late', { trigger: { ...IDLE, for: 'P10D' } });
      await world.follow();
      expect(await fired('late', id)).toBe(1);
    }, 30_000);

    it('find records that come with a past, whether rules see them as new or not', async () => {
      await world.rule('past', IDLE, NOTE);
      const early = await world.deal({}, { stage: 'proposal' });
      world.clock.advance(14 * DAY);
      await world.follow();
      expect(await fired('past', early)).toBe(1);
      const id = await world.deal({}, { stage: 'proposal' });
      const old = new Date(world.clock.now().getTime() - 60 * DAY);
      // As an import writes it: the visit began before one that has been passed.
      await world.app.database.query('UPDATE stage_visits SET entered_at = $2 WHERE record_id = $1', [id, old]);
      await world.app.database.query('UPDATE records SET stage_entered_at = $2 WHERE id = $1', [id, old]);
      await world.readLog();
      await world.app.database.query(
        `INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
         SELECT gen_random_uuid(), $2, 'deal', $1, 1, 'record.created', '{}', '{"kind": "system", "id": "x"}',
           '{"correlation": "x", "depth": 0, "silent": true}'`,
        [id, old],
      );
      await world.follow();
      expect(await fired('past', id)).toBe(1);
    }, 30_000);

    it('find records that come out of the trash', async () => {
      await world.rule('restored', IDLE, NOTE);
      const id = await world.deal({}, { stage: 'proposal' });
      await world.ok('DELETE', `/entity-types/deal/records/${id}`);
      world.clock.advance(15 * DAY);
      await world.follow();
      expect(await fired('restored', id)).toBe(0);
      await world.ok('POST', `/entity-types/deal/records/${id}/restore`);
      await world.follow();
      expect(await fired('restored', id)).toBe(1);
    }, 30_000);

    it('fire each in the order they were due after a day’s outage, whatever kind of time they wait for', async () => {
      const note = (text: string) => [
        { id: 'u', kind: 'record.update', set: { note: `= if note = null then "${text}" else note + " ${text}"` } },
      ];
      await world.rule('h20', { ...IDLE, for: 'PT20H' }, note('20h'));
      await world.rule('h5', { ...IDLE, for: 'PT5H' }, note('5h'));
      await world.rule('h10', { ...IDLE, for: 'PT10H' }, note('10h'));
      await world.rule('h7', { kind: 'date.reached', field: 'meeting' }, note('7h'));
      await world.app.get(TimeIndexes).bring();
      const meeting = new Date(world.clock.now().getTime() + 7 * HOUR).toISOString();
      const first = await world.deal({ meeting }, { stage: 'proposal' });
      world.clock.advance(HOUR);
      const second = await world.deal({}, { stage: 'proposal' });
      await world.readLog();
      world.clock.advance(DAY);
      await world.follow();
      await until(async () => String((await world.doc(second)).note) === '5h 10h 20h');
      await until(async () => String((await world.doc(first)).note) === '5h 7h 10h 20h');
      const made = await world.app.database.query<{ record: string; rule: string }>(
        `SELECT x.record_id AS record, u.key AS rule FROM rule_runs x JOIN rules u ON u.id = x.rule_id
         WHERE u.key LIKE 'h%' ORDER BY x.id`,
      );
      const names = new Map([
        [first, 1],
        [second, 2],
      ]);
      expect(made.map(({ record, rule }) => `${rule} ${names.get(record)}`)).toEqual([
        'h5 1',
        'h5 2',
        'h7 1',
        'h10 1',
        'h10 2',
        'h20 1',
        'h20 2',
      ]);
    }, 30_000);

    it('miss nothing and double nothing when the clock is put ahead and back', async () => {
      await world.rule('jump', IDLE, NOTE);
      const early = await world.deal({}, { stage: 'proposal' });
      world.clock.advance(400 * DAY);
      const ahead = await world.deal({}, { stage: 'proposal' });
      world.clock.advance(20 * DAY);
      await world.follow();
      expect(await fired('jump')).toBe(2);
      world.clock.set(START);
      world.clock.advance(HOUR);
      const later = await world.deal({}, { stage: 'proposal' });
      world.clock.advance(15 * DAY);
      await world.follow();
      expect(await fired('jump', later)).toBe(1);
      expect([await fired('jump', early), await fired('jump', ahead)]).toEqual([1, 1]);
    }, 30_000);

    it('do not fire while they are switched off, and for all that is idle when they are switched on', async () => {
      await world.rule('off', IDLE, NOTE, { enabled: false });
      const id = await world.deal({}, { stage: 'proposal' });
      world.clock.advance(15 * DAY);
      await world.follow();
      expect(await fired('off', id)).toBe(0);
      await replace('off', { enabled: true });
      await world.follow();
      expect(await fired('off', id)).toBe(1);
    }, 30_000);
  });

  it('about silence fire once for each silence, and wait for the end of what is done in between', async () => {
    await world.rule('silent', { kind: 'record.idle', for: 'P7D', stages: ['proposal'] }, [
      { id: 'n', kind: 'notify', to: '= record.owner', text: 'Silence' },
    ]);
    await world.app.get(TimeIndexes).bring();
    const id = await world.deal({}, { stage: 'proposal' });
    const elsewhere = await world.deal();
    const due = (count: number) =>
      until(async () => {
        await world.follow();
        return (await fired('silent', id)) === count;
      });
    world.clock.advance(6 * DAY);
    await world.comment(id, 'Still there?');
    world.clock.advance(2 * DAY);
    await due(0);
    world.clock.advance(5 * DAY);
    await due(1);
    world.clock.advance(30 * DAY);
    await due(1);
    await world.comment(id, 'Yes');
    world.clock.advance(7 * DAY);
    await due(2);
    expect(await fired('silent', elsewhere)).toBe(0);
  }, 30_000);

  describe('about a date', () => {
    const ready = () => world.app.get(TimeIndexes).bring();
    const due = async (rule: string, record: string, count: number) => {
      await until(async () => {
        await world.follow();
        return (await fired(rule, record)) === count;
      });
    };

    it('fire so long before it, at a time of day where the organisation is, and once', async () => {
      await world.rule('renew', { kind: 'date.reached', field: 'closing', offset: '-P30D', at: '09:00' }, NOTE);
      await ready();
      const id = await world.deal({ closing: '2026-05-10' });
      world.clock.set('2026-04-10T05:59:59Z');
      await due('renew', id, 0);
      world.clock.set('2026-04-10T06:00:00Z'); // 09:00 in Kyiv, in summer
      await due('renew', id, 1);
      world.clock.advance(60 * DAY);
      await due('renew', id, 1);
      await world.patch(id, { closing: '2026-07-10' });
      world.clock.set('2026-06-10T06:00:00Z');
      await due('renew', id, 2);
    }, 30_000);

    it('are caught up with after an outage, every day in its turn, but not with what came before the rule', async () => {
      const before = await world.deal({ closing: '2026-03-01' });
      await world.rule('catch', { kind: 'date.reached', field: 'closing', at: '09:00' }, NOTE);
      await ready();
      const ids = await Promise.all(
        ['2026-03-05', '2026-03-04', '2026-03-20'].map((closing) => world.deal({ closing })),
      );
      const [fifth = '', fourth = '', later = ''] = ids;
      world.clock.advance(10 * DAY);
      await due('catch', fifth, 1);
      const [newest, oldest] = await world.runs('catch');
      expect([newest?.record, oldest?.record]).toEqual([fifth, fourth]);
      expect([await fired('catch', before), await fired('catch', later)]).toEqual([0, 0]);
    }, 30_000);

    it('come every year, on 28 February for who was born on the 29th', async () => {
      await world.rule('birthday', { kind: 'date.reached', field: 'closing', at: '09:00', yearly: true }, NOTE);
      await ready();
      const [leap, plain] = [await world.deal({ closing: '2000-02-29' }), await world.deal({ closing: '1990-05-10' })];
      world.clock.set('2026-05-11T00:00:00Z');
      await due('birthday', plain, 1);
      world.clock.set('2027-02-28T06:59:00Z');
      await due('birthday', leap, 0);
      world.clock.set('2027-02-28T07:00:00Z');
      await due('birthday', leap, 1);
      world.clock.set('2028-03-01T08:00:00Z');
      await due('birthday', leap, 2);
      expect(await fired('birthday', plain)).toBe(2);
    }, 30_000);

    it('fire at the very time that a field holds', async () => {
      await world.rule('meet', { kind: 'date.reached', field: 'meeting', offset: '-PT1H' }, NOTE);
      await ready();
      const id = await world.deal({ meeting: '2026-03-02T12:30:00Z' });
      world.clock.set('2026-03-02T11:29:59Z');
      await due('meet', id, 0);
      world.clock.set('2026-03-02T11:30:00Z');
      await due('meet', id, 1);
      world.clock.advance(3 * HOUR);
      await due('meet', id, 1);
    }, 30_000);

    it('fire under the version that was there when they came', async () => {
      await world.rule('edit', { kind: 'date.reached', field: 'closing', at: '09:00' }, NOTE);
      await ready();
      const id = await world.deal({ closing: '2026-03-03' });
      world.clock.set('2026-03-03T08:00:00Z');
      await replace('edit', { trigger: { kind: 'date.reached', field: 'closing', at: '11:00' } });
      world.clock.set('2026-03-03T10:00:00Z');
      await due('edit', id, 1);
      expect((await world.runs('edit', id))[0]).toMatchObject({ ruleVersion: 1 });
    }, 30_000);
  });

  describe('by the clock', () => {
    it('fire once for each record that meets their condition, at the last time only of several missed', async () => {
      const when = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1000 }] };
      await world.rule('daily', { kind: 'schedule', cron: '0 9 * * *' }, NOTE, { when });
      const big = await world.deal({ amount: 5000 });
      const small = await world.deal({ amount: 1 });
      world.clock.set('2026-03-03T06:59:59Z');
      await world.follow();
      expect(await fired('daily')).toBe(0);
      world.clock.set('2026-03-03T07:00:00Z');
      await world.follow();
      expect([await fired('daily', big), await fired('daily', small)]).toEqual([1, 0]);
      await world.follow();
      world.clock.set('2026-03-09T12:00:00Z');
      await world.follow();
      expect(await fired('daily', big)).toBe(2);
      expect((await world.runs('daily', big))[0]).toMatchObject({ createdAt: '2026-03-09T12:00:00.000Z' });
    }, 30_000);

    it('go by their own zone, and are not put off by an interval that is edited', async () => {
      await world.rule('tokyo', { kind: 'schedule', cron: '0 9 * * *', timeZone: 'Asia/Tokyo' }, NOTE);
      const id = await world.deal();
      world.clock.set('2026-03-03T00:00:00Z');
      await world.follow();
      expect(await fired('tokyo', id)).toBe(1);
      await replace('tokyo', { trigger: { kind: 'schedule', cron: '30 9 * * *', timeZone: 'Asia/Tokyo' } });
      world.clock.advance(29 * MINUTE);
      await world.follow();
      expect(await fired('tokyo', id)).toBe(1);
      world.clock.advance(MINUTE);
      await world.follow();
      expect(await fired('tokyo', id)).toBe(2);
    }, 30_000);
  });
});
