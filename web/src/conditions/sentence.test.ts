import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import catalogue from '../i18n/en/conditions.json' with { type: 'json' };
import { complete, termCount } from './complete.ts';
import { sentence, type Words } from './sentence.ts';

const look = (key: string): string => {
  const dot = key.indexOf('.');
  const group = (catalogue as unknown as { [group: string]: { [key: string]: string } })[key.slice(0, dot)];
  const text = group?.[key.slice(dot + 1)];
  if (text === undefined) throw new Error(`No text for ${key}`);
  return text;
};

const words: Words = {
  field: (name) => name.toUpperCase(),
  value: (_field, value) => String(value),
  t: (key, parts = {}) => look(key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? ''),
};

describe('a condition as a sentence', () => {
  it('puts inner groups in brackets and says "not" in front', () => {
    const condition: ConditionGroup = {
      combinator: 'and',
      rules: [
        { field: 'amount', operator: '>=', value: 1000 },
        {
          combinator: 'or',
          rules: [
            { field: 'region', operator: 'in', value: ['emea', 'apac'] },
            { field: 'size', operator: 'between', value: [1, 5] },
          ],
        },
        { combinator: 'and', not: true, rules: [{ field: 'note', operator: 'null' }] },
      ],
    };
    expect(sentence(condition, words)).toBe(
      'AMOUNT is at least 1000 and (REGION is emea or apac or SIZE is between 1 and 5) and not (NOTE is empty)',
    );
  });

  it('names the other field where two fields are compared', () => {
    const condition: ConditionGroup = {
      combinator: 'and',
      rules: [{ field: 'paid', operator: '<', value: 'amount', valueSource: 'field' }],
    };
    expect(sentence(condition, words)).toBe('PAID is less than AMOUNT');
  });

  it('says nothing of an empty condition', () => {
    expect(sentence({ combinator: 'and', rules: [] }, words)).toBe('');
  });
});

describe('a condition while it is built', () => {
  it('asks only what is chosen to the end, without the ids of the builder', () => {
    const draft = {
      id: 'g1',
      combinator: 'and',
      not: false,
      rules: [
        { id: 'r1', field: 'amount', operator: '>=', value: '' },
        { id: 'r2', field: 'amount', operator: 'null', value: 'left over' },
        { id: 'r3', field: 'amount', operator: 'between', value: [1, ''] },
        { id: 'r4', field: 'stage', operator: 'in', value: [] },
        { id: 'g2', combinator: 'or', rules: [] },
        { id: 'r5', field: 'amount', operator: '=', value: 0 },
        { id: 'r6', field: 'flag', operator: '=', value: false },
        { id: 'r7', field: 'amount', operator: 'resembles', value: 1 },
      ],
    };
    const condition = complete(draft);
    expect(condition).toEqual({
      combinator: 'and',
      rules: [
        { field: 'amount', operator: 'null' },
        { field: 'amount', operator: '=', value: 0 },
        { field: 'flag', operator: '=', value: false },
      ],
    });
    expect(termCount(condition)).toBe(3);
  });
});
