import { dueGroupOf, dueIn, dueOn } from './due-group.ts';

const ZONE = 'Asia/Tokyo';
/** Wednesday, the 11th of March 2026, 10:00 in Tokyo. */
const NOW = new Date('2026-03-11T01:00:00Z');
const tokyo = (text: string) => new Date(`${text}+09:00`).toISOString();

describe('a task put among those of another deadline', () => {
  it('keeps its time of day where that is still to come, else is due at the end of the day', () => {
    expect(dueIn('today', tokyo('2026-03-20T15:30:00'), NOW, ZONE)).toBe(tokyo('2026-03-11T15:30:00'));
    expect(dueIn('today', tokyo('2026-03-09T09:00:00'), NOW, ZONE)).toBe(tokyo('2026-03-11T18:00:00'));
    expect(dueIn('today', null, new Date(tokyo('2026-03-11T21:00:00')), ZONE)).toBe(tokyo('2026-03-11T23:59:00'));
  });

  it('goes to the end of this week, or to its last day once the working week is over', () => {
    expect(dueIn('week', tokyo('2026-03-09T09:00:00'), NOW, ZONE)).toBe(tokyo('2026-03-13T09:00:00'));
    expect(dueIn('week', null, new Date(tokyo('2026-03-13T12:00:00')), ZONE)).toBe(tokyo('2026-03-15T18:00:00'));
    expect(dueIn('week', null, new Date(tokyo('2026-03-15T12:00:00')), ZONE)).toBeUndefined();
  });

  it('goes to next Monday, loses its date, and never becomes overdue on purpose', () => {
    expect(dueIn('later', tokyo('2026-03-11T09:00:00'), NOW, ZONE)).toBe(tokyo('2026-03-16T09:00:00'));
    expect(dueIn('none', tokyo('2026-03-11T09:00:00'), NOW, ZONE)).toBeNull();
    expect(dueIn('overdue', null, NOW, ZONE)).toBeUndefined();
  });

  it('keeps its time of day on any day of the calendar', () => {
    expect(dueOn('2026-04-01', tokyo('2026-03-11T07:15:00'), ZONE)).toBe(tokyo('2026-04-01T07:15:00'));
  });

  it('lies in the one its deadline says: the end of the week is Sunday night', () => {
    const group = (text: string) => dueGroupOf(tokyo(text), NOW, ZONE);
    expect(group('2026-03-11T09:59:00')).toBe('overdue');
    expect(group('2026-03-11T23:59:59')).toBe('today');
    expect(group('2026-03-12T00:00:00')).toBe('week');
    expect(group('2026-03-15T23:59:59')).toBe('week');
    expect(group('2026-03-16T00:00:00')).toBe('later');
    expect(dueGroupOf(null, NOW, ZONE)).toBe('none');
  });
});
