import { kindOf } from '@etapa/shared/fields/kinds';
import { knownProblem } from './problem-text.ts';

const said = (kind: 'number' | 'date' | 'dateTime' | 'select', text: string, options = {}): string => {
  const parsed = kindOf({ kind }).parse({ key: 'f', label: 'F', kind, options: [] }, text, options);
  return parsed.ok ? '' : parsed.message;
};

describe('a problem of a row', () => {
  it('is known by the words that values are refused with, whatever they hold', () => {
    expect(knownProblem(said('number', 'a "b"\nc'))).toBe('notNumber');
    expect(knownProblem(said('number', '1234567890123456'))).toBe('tooManyDigits');
    expect(knownProblem(said('date', '31.02.2026', { dateFormat: 'd.M.yyyy' }))).toBe('notDate');
    expect(knownProblem(said('date', 'x'))).toBe('notDate');
    expect(knownProblem(said('dateTime', 'x'))).toBe('notTime');
    expect(knownProblem(said('select', 'x'))).toBe('notOption');
    const [fault] = kindOf({ kind: 'integer' }).check({ key: 'f', label: 'F', kind: 'integer' }, 1.5);
    expect(knownProblem(fault?.message ?? '')).toBe('tooManyDecimals');
  });

  it('is left in its own words where there are others', () => {
    expect(knownProblem('It looks like #3, as an earlier row does.')).toBeNull();
    expect(knownProblem('"x" is not a number. Amount: This is required.')).toBeNull();
  });
});
