import type { TagChange } from './command.ts';
import { aDeal, decided, LATER, refused } from './deal.fixture.ts';
import type { RecordState } from './record.ts';
import { backward, forward, type Replayed } from './replay.ts';

const tagged = (...tags: string[]): RecordState => (tags.length > 0 ? { ...aDeal(), tags } : aDeal());
const changed = (record: RecordState, tags: TagChange) => decided(record, { kind: 'patch', tags }, { now: LATER });
const replayed = ({ doc, funnel, stage, ownerId, tags }: RecordState): Replayed => ({
  ...{ doc, funnel, stage, ownerId, tags },
  deleted: false,
});

describe('tags of a record', () => {
  it('are replaced, put on and taken off, each once whatever its case, as they were written first', () => {
    expect(changed(tagged(), [' VIP ', 'vip', 'Berlin']).next.tags).toEqual(['VIP', 'Berlin']);
    expect(changed(tagged('VIP'), { add: ['vip', 'Київ'], remove: [] }).next.tags).toEqual(['VIP', 'Київ']);
    expect(changed(tagged('VIP', 'old', 'new'), { add: [], remove: ['OLD', 'never'] }).next.tags).toEqual([
      'VIP',
      'new',
    ]);
    expect(changed(tagged('VIP'), []).next.tags).toEqual([]);
  });

  it('say what they were and are, and are nothing at all when nothing changes', () => {
    const before = tagged('a');
    const { next, events } = changed(before, { add: ['b'], remove: ['a'] });
    expect(events).toEqual([{ kind: 'record.tagged', before: ['a'], after: ['b'] }]);
    expect(next).toMatchObject({ version: before.version + 1, lastActivityAt: LATER });
    const [event] = events;
    if (!event) throw new Error('No event.');
    expect(forward(replayed(before), event)).toEqual(replayed(next));
    expect(backward(replayed(next), event)).toEqual(replayed(before));
    for (const same of [['a'], [' A'], { add: ['A'], remove: ['x'] }, { add: [], remove: [] }]) {
      expect(changed(before, same)).toMatchObject({ next: before, events: [] });
    }
    expect(changed(tagged(), []).events).toEqual([]);
  });

  it('change together with fields, in one version', () => {
    const { next, events } = decided(tagged(), { kind: 'patch', doc: { amount: 5 }, tags: ['a'] });
    expect(events.map(({ kind }) => kind)).toEqual(['record.updated', 'record.tagged']);
    expect(next).toMatchObject({ version: 2, tags: ['a'], doc: { amount: 5 } });
  });

  it('are refused when they are empty, too long, too many or more than a line', () => {
    const faults = (tags: TagChange) => refused(tagged(), { kind: 'patch', tags }).errors;
    expect(faults(['ok', ' ', 'x'.repeat(101), 'a\nb', '\ud800'])).toMatchObject([
      { path: '/tags/1', code: 'required' },
      { path: '/tags/2', code: 'too_long' },
      { path: '/tags/3', code: 'bad_format' },
      { path: '/tags/4', code: 'bad_format' },
    ]);
    expect(faults(Array.from({ length: 101 }, (_, at) => `t${at}`))).toMatchObject([
      { path: '/tags', code: 'too_many' },
    ]);
  });
});
