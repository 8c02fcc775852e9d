import { docOf, firstSetting, isComplete, waysOf } from './value-setting.ts';

const date = { key: 'contacted', label: 'Contacted', kind: 'date' as const };
const text = { key: 'note', label: 'Note', kind: 'text' as const };

describe('setting a field on many records', () => {
  it('gives values, nothing, a time after another date, or a formula', () => {
    const rows = [
      { id: 1, field: 'amount', setting: { way: 'value' as const, value: 5 } },
      { id: 2, field: 'note', setting: { way: 'empty' as const } },
      {
        id: 3,
        field: 'callOn',
        setting: { way: 'after' as const, from: 'contacted', count: 3, unit: 'months' as const },
      },
      { id: 4, field: 'due', setting: { way: 'after' as const, from: 'contacted', count: 2, unit: 'weeks' as const } },
      { id: 5, field: 'total', setting: { way: 'formula' as const, formula: 'amount * 2 ' } },
    ];
    expect(docOf(rows)).toEqual({
      amount: 5,
      note: null,
      callOn: '= contacted + duration("P3M")',
      due: '= contacted + duration("P14D")',
      total: '= amount * 2',
    });
    expect(isComplete(rows)).toBe(true);
  });

  it('is not complete while a field or its value is missing', () => {
    expect(isComplete([{ id: 1, field: '', setting: { way: 'empty' } }])).toBe(false);
    expect(isComplete([{ id: 1, field: 'a', setting: firstSetting('formula', []) }])).toBe(false);
    expect(isComplete([{ id: 1, field: 'a', setting: firstSetting('value', []) }])).toBe(false);
  });

  it('offers a time after another date to dates alone', () => {
    expect(waysOf(date, [date])).toContain('after');
    expect(waysOf(date, [])).not.toContain('after');
    expect(waysOf(text, [date])).not.toContain('after');
  });
});
