import type { EntityType } from '../definition/entity-type.ts';
import { aDeal, DEAL } from '../process/deal.fixture.ts';
import type { RecordState } from '../process/record.ts';
import { historyOf } from './history.ts';
import { momentFinder, nextDue, type Stretch, scheduledTimes, stretchesOf, type Visit } from './moments.ts';
import { logged } from './rule.fixture.ts';
import type { Trigger } from './rule.ts';

const ZONE = { timeZone: 'Europe/Kyiv' };
const TYPE: EntityType = {
  ...DEAL,
  fields: [
    ...DEAL.fields,
    { key: 'renewal', label: 'Renewal', kind: 'date' },
    { key: 'meeting', label: 'Meeting', kind: 'dateTime' },
  ],
};
const time = (text: string): number => Date.parse(text);
const PERIOD = { from: time('2026-03-01T00:00:00Z'), to: time('2026-04-01T00:00:00Z') };
const always = (record: RecordState): Stretch[] => [
  { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, record },
];
const found = (trigger: Trigger, stretches: Stretch[], visits: Visit[] = [], period = PERIOD): string[] =>
  (momentFinder(trigger, TYPE, period, ZONE)?.({ stretches, visits }) ?? []).map(({ at }) => at);
const withDoc = (doc: object): RecordState => {
  const record = aDeal({});
  return { ...record, doc: { ...record.doc, ...doc } };
};

describe('the moments at which time sets a rule off', () => {
  it('are none for a rule that waits for events', () => {
    expect(momentFinder({ kind: 'record.created' }, TYPE, PERIOD, ZONE)).toBeNull();
  });

  it('come once for each stay that was long enough', () => {
    const visits: Visit[] = [
      { funnel: 'sales', stage: 'approach', enteredAt: '2026-03-01T08:00:00.000Z', leftAt: '2026-03-10T08:00:00.000Z' },
      { funnel: 'sales', stage: 'approach', enteredAt: '2026-03-11T08:00:00.000Z', leftAt: '2026-03-13T08:00:00.000Z' },
      { funnel: 'sales', stage: 'proposal', enteredAt: '2026-03-13T08:00:00.000Z', leftAt: null },
      { funnel: 'sales', stage: 'approach', enteredAt: '2026-02-01T08:00:00.000Z', leftAt: null },
    ];
    const trigger = { kind: 'stage.idle', stages: ['approach'], for: 'P3D' };
    expect(found(trigger, always(aDeal({})), visits)).toEqual(['2026-03-04T08:00:00.000Z']);
    // Seven days on the calendar, though the clocks went forward: 23 hours less one.
    const late: Visit[] = [{ funnel: 'sales', stage: 'approach', enteredAt: '2026-03-24T09:00:00.000Z', leftAt: null }];
    expect(found({ ...trigger, for: 'P7D' }, always(aDeal({})), late)).toEqual(['2026-03-31T08:00:00.000Z']);
  });

  it('come after so many working days where the stage counts working time', () => {
    const [funnel] = TYPE.funnels ?? [];
    const stages = (funnel?.stages ?? []).map((stage) => ({ ...stage, clock: 'working' as const }));
    const type: EntityType = { ...TYPE, funnels: funnel ? [{ ...funnel, stages }] : [] };
    const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', holidays: ['2026-03-09'] };
    // Thursday noon in Kyiv; Monday is a holiday.
    const visit = { funnel: 'sales', stage: 'approach', enteredAt: '2026-03-05T10:00:00.000Z', leftAt: null };
    const trigger = { kind: 'stage.idle', stages: ['approach'], for: 'P3D' };
    const past = { stretches: always(aDeal({})), visits: [visit] };
    const due = momentFinder(trigger, type, PERIOD, { ...ZONE, hours })?.(past);
    expect(due?.map(({ at }) => at)).toEqual(['2026-03-11T10:00:00.000Z']);
    const record = { ...aDeal({}), stage: 'approach', stageEnteredAt: visit.enteredAt };
    expect(nextDue(trigger, type, record, '2026-03-06T00:00:00Z', { ...ZONE, hours })).toBe('2026-03-11T10:00:00.000Z');
    // A month is one of the calendar, whoever works in it.
    const month = momentFinder({ ...trigger, for: 'P1M' }, type, { ...PERIOD, to: Infinity }, { ...ZONE, hours });
    expect(month?.(past).map(({ at }) => at)).toEqual(['2026-04-05T09:00:00.000Z']);
  });

  it('come once for each silence, and not for a record in the trash', () => {
    const record = (lastActivityAt: string): RecordState => ({ ...aDeal({}), lastActivityAt });
    const stretches: Stretch[] = [
      { from: time('2026-03-02T00:00:00Z'), to: time('2026-03-04T00:00:00Z'), record: record('2026-03-02T00:00:00Z') },
      {
        from: time('2026-03-04T00:00:00Z'),
        to: Number.POSITIVE_INFINITY,
        record: record('2026-03-04T00:00:00Z'),
      },
    ];
    const trigger = { kind: 'record.idle', for: 'P3D' };
    expect(found(trigger, stretches)).toEqual(['2026-03-07T00:00:00.000Z']);
    expect(found({ ...trigger, stages: ['won'] }, stretches)).toEqual([]);
    const trashed = stretches.map((each) => ({
      ...each,
      record: { ...each.record, deletedAt: '2026-03-04T00:00:00Z' },
    }));
    expect(found(trigger, trashed)).toEqual([]);
  });

  it('come on days that a field names, by what it held then', () => {
    const trigger = { kind: 'date.reached', field: 'renewal', offset: '-P10D', at: '09:00' };
    const stretches: Stretch[] = [
      { from: Number.NEGATIVE_INFINITY, to: time('2026-03-08T00:00:00Z'), record: withDoc({ renewal: '2026-03-15' }) },
      { from: time('2026-03-08T00:00:00Z'), to: Number.POSITIVE_INFINITY, record: withDoc({ renewal: '2026-03-25' }) },
    ];
    expect(found(trigger, stretches)).toEqual(['2026-03-05T07:00:00.000Z', '2026-03-15T07:00:00.000Z']);
    expect(found({ ...trigger, offset: '-P20D' }, stretches)).toEqual([]);
    expect(found(trigger, always(aDeal({})))).toEqual([]);
  });

  it('come every year, on 28 February for who was born on the 29th', () => {
    const trigger = { kind: 'date.reached', field: 'renewal', yearly: true, at: '09:00' };
    const born = always(withDoc({ renewal: '1992-02-29' }));
    const years = { from: time('2026-01-01T00:00:00Z'), to: time('2029-01-01T00:00:00Z') };
    expect(found(trigger, born, [], years)).toEqual([
      '2026-02-28T07:00:00.000Z',
      '2027-02-28T07:00:00.000Z',
      '2028-02-29T07:00:00.000Z',
    ]);
  });

  it('come at a time that a field names', () => {
    const trigger = { kind: 'date.reached', field: 'meeting', offset: '-PT2H' };
    const met = always(withDoc({ meeting: '2026-03-15T10:30:00Z' }));
    expect(found(trigger, met)).toEqual(['2026-03-15T08:30:00.000Z']);
  });

  it('are the times of a schedule, in its zone', () => {
    const trigger = { kind: 'schedule', cron: '0 9 * * 1' };
    expect(found(trigger, always(aDeal({})))).toEqual([
      '2026-03-02T07:00:00.000Z',
      '2026-03-09T07:00:00.000Z',
      '2026-03-16T07:00:00.000Z',
      '2026-03-23T07:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
    ]);
    const minutely = { kind: 'schedule', cron: '* * * * *' };
    expect(scheduledTimes(minutely, PERIOD, ZONE.timeZone)).toHaveLength(1_001);
  });
});

describe('when time sets a rule off next', () => {
  const now = '2026-03-10T00:00:00.000Z';
  const due = (trigger: Trigger, record: RecordState) => nextDue(trigger, TYPE, record, now, ZONE);

  it('is told for each kind, and null where it never does', () => {
    const record: RecordState = { ...aDeal({}), stageEnteredAt: '2026-03-09T00:00:00.000Z', stage: 'approach' };
    const idle = { kind: 'stage.idle', stages: ['approach'], for: 'P3D' };
    expect(due(idle, record)).toBe('2026-03-12T00:00:00.000Z');
    expect(due({ ...idle, stages: ['won'] }, record)).toBeNull();
    expect(due(idle, { ...record, deletedAt: now })).toBeNull();
    expect(due({ kind: 'record.idle', for: 'P1D' }, { ...record, lastActivityAt: now })).toBe(
      '2026-03-11T00:00:00.000Z',
    );
    expect(due({ kind: 'schedule', cron: '0 9 * * *' }, record)).toBe('2026-03-10T07:00:00.000Z');
    expect(due({ kind: 'record.created' }, record)).toBeNull();
  });

  it('is told of a date that is far, past, yearly or missing', () => {
    const date = { kind: 'date.reached', field: 'renewal', offset: '-P30D', at: '09:00' };
    expect(due(date, withDoc({ renewal: '2040-06-15' }))).toBe('2040-05-16T06:00:00.000Z');
    expect(due(date, withDoc({ renewal: '2020-06-15' }))).toBe('2020-05-16T06:00:00.000Z');
    expect(due({ ...date, yearly: true }, withDoc({ renewal: '1990-03-01' }))).toBe('2027-01-30T07:00:00.000Z');
    expect(due(date, aDeal({}))).toBeNull();
  });
});

describe('a past in stretches', () => {
  it('has one for each change, without a gap; a comment ends a silence and changes nothing else', () => {
    const record = aDeal({ amount: 2 });
    const event = {
      ...logged({ kind: 'record.updated', before: { amount: 1 }, after: { amount: 2 } }),
      recordVersion: 5,
    };
    const told = { ...logged({ kind: 'record.deleted' }), kind: 'task.updated', at: '2026-03-05T00:00:00.000Z' };
    const stretches = stretchesOf(historyOf(TYPE, record, [event, told]), record);
    const comment = { ...told, kind: 'comment.added' };
    const silences = stretchesOf(historyOf(TYPE, record, [event, comment]), record);
    expect(silences.map((each) => each.record.doc.amount)).toEqual([1, 2, 2]);
    expect(silences[1]?.record.lastActivityAt).toBe(event.at);
    expect(stretches.map(({ from, to, record: { doc } }) => [from, to, doc.amount])).toEqual([
      [Number.NEGATIVE_INFINITY, Date.parse(event.at), 1],
      [Date.parse(event.at), Number.POSITIVE_INFINITY, 2],
    ]);
  });
});
