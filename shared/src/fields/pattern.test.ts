import { patternProblem, safeRegExp } from './pattern.ts';

describe('a pattern a person wrote', () => {
  it('takes linear time, whatever it is', () => {
    const started = performance.now();
    expect(safeRegExp('^(a+)+$').test(`${'a'.repeat(5_000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
  it('is looked for anywhere, as JSON Schema has it', () => {
    expect(safeRegExp('\\d{3}').test('ab123c')).toBe(true);
    expect(safeRegExp('^[\\p{Lu}]{2}$').test('ЖЩ')).toBe(true);
    expect(safeRegExp('^.$').test('😀')).toBe(true);
  });
  it('is not taken for another by Ajv, which knows testers by their text', () => {
    expect(String(safeRegExp('^a$'))).not.toBe(String(safeRegExp('^b$')));
  });
  it('is refused with a reason when it cannot be run so', () => {
    expect(patternProblem('^[A-Z]{2}-\\d+$')).toBeNull();
    expect(patternProblem('(?=a)')).toContain('(?=');
    expect(patternProblem('(a)\\1')).toContain('\\1');
    expect(patternProblem('(')).not.toBeNull();
  });
});
