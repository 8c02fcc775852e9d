import { kindOf } from '@etapa/shared/fields/kinds';
import { knownProblems } from './problem-text.ts';

const said = (kind: 'number' | 'date' | 'dateTime' | 'select' | 'boolean' | 'duration', text: string, options = {}) => {
  const parsed = kindOf({ kind }).parse({ key: 'f', label: 'F', kind, options: [] }, text, options);
  return parsed.ok ? '' : parsed.message;
};
const keysOf = (text: string) => knownProblems(text)?.map(({ key }) => key);

describe('a problem of a row', () => {
  it('is known by the words that values are refused with, whatever they hold', () => {
    expect(keysOf(said('number', 'a "b"\nc'))).toEqual(['notNumber']);
    expect(keysOf(said('number', '1234567890123456'))).toEqual(['tooManyDigits']);
    expect(keysOf(said('date', '31.02.2026', { dateFormat: 'd.M.yyyy' }))).toEqual(['notDate']);
    expect(keysOf(said('date', 'x'))).toEqual(['notDate']);
    expect(keysOf(said('dateTime', 'x'))).toEqual(['notTime']);
    expect(keysOf(said('select', 'x'))).toEqual(['notOption']);
    expect(keysOf(said('boolean', 'x'))).toEqual(['notBoolean']);
    expect(keysOf(said('duration', 'x'))).toEqual(['notDuration']);
    const [fault] = kindOf({ kind: 'integer' }).check({ key: 'f', label: 'F', kind: 'integer' }, 1.5);
    expect(keysOf(fault?.message ?? '')).toEqual(['tooManyDecimals']);
  });

  it('comes with what it names', () => {
    expect(knownProblems('Already the value of #7 Acme Inc.. Amount: The most it may be is 10.')).toEqual([
      { key: 'alreadyOf', values: { record: '#7 Acme Inc.' } },
      { key: 'tooLarge', values: { limit: '10' }, about: 'Amount' },
    ]);
    expect(knownProblems('Already the value of line 12.')).toEqual([{ key: 'alreadyInLine', values: { line: '12' } }]);
  });

  it('of a record among many is known, too', () => {
    expect(keysOf('Your roles do not allow this for this record.')).toEqual(['mayNotChange']);
    expect(keysOf('need: "returned" asks for this. callOn: This is required.')).toEqual(['stageAsks', 'required']);
    expect(keysOf('A card cannot go from "new" to "won".')).toEqual(['noWay']);
    expect(knownProblems('Changed since: Amount, stage.')).toEqual([
      { key: 'changedSince', values: { what: 'Amount, stage' } },
    ]);
  });

  it('is one of several, or of one whose value reads like several', () => {
    expect(keysOf('"x" is not a number. Amount: This is required. City: "y" is not known.')).toEqual([
      'notNumber',
      'required',
      'notKnown',
    ]);
    expect(keysOf('"Mr. Amount: This is required." is not a number.')).toEqual(['notNumber']);
  });

  it('is left in its own words where there are others', () => {
    expect(knownProblems('Something else altogether.')).toBeNull();
    expect(knownProblems('This is required. Amount: Something else altogether.')).toBeNull();
  });
});
