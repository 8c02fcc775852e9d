import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import { whyNot } from './forbidden.ts';

const stage = (key: string, more: Partial<Stage> = {}): Stage => ({ key, name: key, group: 'open', ...more });
const stages = [
  stage('new'),
  stage('offer', {
    required: ['amount'],
    guard: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 10 }] },
  }),
  stage('legal', { rights: { enter: ['lawyer'] } }),
  stage('work', { limit: 2 }),
];
const funnel = { key: 'f', name: 'F', stages, transitions: 'free' as const };
const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'number' },
  ],
  funnels: [funnel],
};
const card = (amount?: number, at = 'new'): Parameters<typeof whyNot>[0][number] => ({
  stage: at,
  funnel: 'f',
  doc: amount === undefined ? {} : { amount },
  ownerId: null,
  title: 'A',
  number: 1,
});
const around = {
  type,
  funnel,
  roles: ['member'],
  me: 'm',
  timeZone: 'UTC',
  now: '2026-01-01T00:00:00Z',
  countOf: (key: string) => (key === 'work' ? 1 : 0),
};
const named = (key: string) => stages.find((one) => one.key === key) as Stage;

describe('where a held card may not go', () => {
  it('is a stage that its roles may not enter', () => {
    expect(whyNot([card()], named('legal'), around)).toBe('roles');
    expect(whyNot([card()], named('legal'), { ...around, roles: ['lawyer'] })).toBeNull();
  });

  it('is a stage that would become too full, by as many as are held', () => {
    expect(whyNot([card()], named('work'), around)).toBeNull();
    expect(whyNot([card(), card()], named('work'), around)).toBe('full');
    expect(whyNot([card(1, 'work'), card()], named('work'), around)).toBeNull();
  });

  it('is a stage whose guard says no, unless what it asks about is asked for first', () => {
    expect(whyNot([card(5)], named('offer'), around)).toBe('guard');
    expect(whyNot([card(50)], named('offer'), around)).toBeNull();
    expect(whyNot([card()], named('offer'), around)).toBeNull();
  });

  it('is a stage to which no way leads', () => {
    const narrow = { ...funnel, transitions: [{ from: 'new', to: 'offer' }] };
    expect(whyNot([card(50)], named('work'), { ...around, funnel: narrow })).toBe('transition');
    expect(whyNot([card(50)], named('offer'), { ...around, funnel: narrow })).toBeNull();
  });

  it('is never where it is already', () => {
    expect(whyNot([card(1, 'legal')], named('legal'), around)).toBeNull();
  });
});
