import type { Stage } from './entity-type.ts';
import { overNormBefore, workingNorm } from './over-norm.ts';
import { workingSeconds } from './working-time.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
const clock = { now: new Date('2026-03-09T11:00:00Z'), hours, timeZone: 'UTC' };
const stage = (more: Partial<Stage>): Stage => ({ key: 's', name: 'S', group: 'open', ...more });

describe('the moment before which cards are over the norm', () => {
  it('lies the norm back in working time: weekends and nights are left out', () => {
    const at = overNormBefore(stage({ norm: 'P2D', clock: 'working' }), clock);
    const beside = (seconds: number) => new Date((at?.getTime() ?? 0) + seconds * 1000);
    const norm = workingNorm('P2D', hours);
    expect(norm).toBe(16 * 3600);
    expect(workingSeconds(beside(-2), clock.now, hours, 'UTC')).toBeGreaterThan(norm ?? 0);
    expect(workingSeconds(beside(2), clock.now, hours, 'UTC')).toBeLessThanOrEqual(norm ?? 0);
    // Monday 11:00, Friday 8 hours, Thursday the rest: not Saturday, where two days by the wall clock end.
    expect(at?.toISOString().slice(0, 10)).toBe('2026-03-05');
  });

  it('lies the norm back by the wall clock for other stages', () => {
    expect(overNormBefore(stage({ norm: 'P2D' }), clock)?.toISOString()).toBe('2026-03-07T11:00:00.000Z');
  });

  it('is not known for stages without a norm, and closed ones', () => {
    expect(overNormBefore(stage({ clock: 'working' }), clock)).toBeNull();
    expect(overNormBefore(stage({ norm: 'P1D', group: 'won' }), clock)).toBeNull();
  });
});
