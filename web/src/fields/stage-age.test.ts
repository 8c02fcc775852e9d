import type { Stage } from '@etapa/shared/definition/entity-type';
import { ageOf, idleOf } from './stage-age.ts';

const HOUR = 3600;
const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
const clock = { now: new Date('2026-03-09T11:00:00Z'), hours, timeZone: 'UTC' };
const stage = (more: Partial<Stage>): Stage => ({ key: 's', name: 'S', group: 'open', ...more });
const FRIDAY = '2026-03-06T10:00:00Z';

describe('the age of a card in its stage', () => {
  it('is all the time there was, against the norm', () => {
    expect(ageOf(FRIDAY, stage({ norm: 'P2D' }), clock)).toMatchObject({
      seconds: 73 * HOUR,
      over: true,
      working: false,
    });
    expect(ageOf(FRIDAY, stage({ norm: 'P14D' }), clock)?.over).toBe(false);
  });

  it('is working time where the stage has that clock, and a day of the norm is a working day', () => {
    const two = ageOf(FRIDAY, stage({ norm: 'P2D', clock: 'working' }), clock);
    expect(two).toMatchObject({ seconds: 9 * HOUR, norm: 16 * HOUR, over: false, working: true });
    expect(ageOf(FRIDAY, stage({ norm: 'P1D', clock: 'working' }), clock)?.over).toBe(true);
    expect(ageOf(FRIDAY, stage({ norm: 'PT8H', clock: 'working' }), clock)?.over).toBe(true);
    expect(ageOf(FRIDAY, stage({ norm: 'P1W', clock: 'working' }), clock)?.norm).toBe(40 * HOUR);
  });

  it('is said in working days from one on, as the norm was', () => {
    const working = stage({ norm: 'P2D', clock: 'working' });
    expect(ageOf(FRIDAY, working, clock)?.said).toEqual({ age: (9 / 8) * 24 * HOUR, norm: 48 * HOUR });
    expect(ageOf('2026-03-09T09:30:00Z', working, clock)?.said.age).toBe(1.5 * HOUR);
  });

  it('is told in whole seconds', () => {
    expect(ageOf('2026-03-09T10:59:54.100Z', stage({}), clock)?.said.age).toBe(5);
  });

  it('has no norm once the card is closed', () => {
    expect(ageOf(FRIDAY, stage({ group: 'won', norm: 'P1D' }), clock)).toMatchObject({ norm: null, over: false });
  });
});

describe('the other clock', () => {
  it('counts from the last activity, from the first whole day on', () => {
    expect(idleOf('2026-03-08T12:00:00Z', clock)).toBeNull();
    expect(idleOf('2026-03-07T11:00:00Z', clock)).toMatchObject({ seconds: 48 * HOUR, quiet: false });
    expect(idleOf('2026-02-01T11:00:00Z', clock)?.quiet).toBe(true);
  });
});
