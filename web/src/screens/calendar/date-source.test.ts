import type { RecordView } from '@etapa/shared/api/records';
import { type DateSource, dayOf, onDay, rangeFilter } from './date-source.ts';

const date: DateSource = {
  key: 'due',
  field: { key: 'due', label: 'Due', kind: 'date' },
  moment: false,
  writable: true,
};
const moment: DateSource = {
  key: 'meets',
  field: { key: 'meets', label: 'Meets', kind: 'dateTime' },
  moment: true,
  writable: true,
};
const record = { doc: { due: '2026-03-01', meets: '2026-03-01T23:30:00Z' } } as unknown as RecordView;

describe('the date that records are laid by', () => {
  it('is a day as it is, and of a moment the day of the reader', () => {
    expect(dayOf(record, date, 'Asia/Tokyo')).toBe('2026-03-01');
    expect(dayOf(record, moment, 'Asia/Tokyo')).toBe('2026-03-02');
    expect(dayOf(record, moment, 'America/New_York')).toBe('2026-03-01');
  });

  it('keeps the time of the reader’s clock on another day, through a change of the clocks too', () => {
    expect(onDay('2026-03-01', '2026-03-09', date, 'UTC')).toBe('2026-03-09');
    expect(onDay('2026-03-28T09:00:00Z', '2026-03-30', moment, 'Europe/Berlin')).toBe('2026-03-30T08:00:00.000Z');
  });

  it('is asked for from midnight to midnight of the reader', () => {
    const days = { first: '2026-03-01', last: '2026-03-31' };
    expect(rangeFilter(undefined, date, days, 'Asia/Tokyo').rules).toEqual([
      { field: 'due', operator: 'between', value: ['2026-03-01', '2026-03-31'] },
    ]);
    expect(rangeFilter(undefined, moment, days, 'Asia/Tokyo').rules).toEqual([
      { field: 'meets', operator: '>=', value: '2026-02-28T15:00:00.000Z' },
      { field: 'meets', operator: '<', value: '2026-03-31T15:00:00.000Z' },
    ]);
  });
});
