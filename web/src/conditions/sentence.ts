import type { ConditionGroup, ConditionRule, Operator } from '@etapa/shared/conditions/condition';
import { arity } from '@etapa/shared/conditions/operators';
import type { JsonValue } from '@etapa/shared/fields/field';

/** Keys of the catalogue that sentences are made of. */
export type WordKey = `terms.${Operator}` | `sentence.${'and' | 'or' | 'not' | 'group' | 'list'}`;

/** The reader's words: labels of fields, values as they are shown, and the catalogue. */
export interface Words {
  field: (name: string) => string;
  value: (field: string, value: JsonValue) => string;
  t: (key: WordKey, parts?: { [name: string]: string }) => string;
}

/**
 * A condition as one sentence, such as "Amount is at least 1,000 and (Region is EMEA or Owner is me)".
 * Word order is the catalogue's, so that Japanese reads as Japanese. An empty condition gives an empty text.
 */
export function sentence(condition: ConditionGroup, words: Words): string {
  const parts = condition.rules.map((part) => {
    if (!('rules' in part)) return term(part, words);
    const inner = sentence(part, words);
    return part.rules.length > 1 && !part.not ? words.t('sentence.group', { inner }) : inner;
  });
  const joined = parts.filter((part) => part !== '').join(words.t(`sentence.${condition.combinator}`));
  return condition.not && joined !== '' ? words.t('sentence.not', { inner: joined }) : joined;
}

function term(rule: ConditionRule, words: Words): string {
  const field = words.field(rule.field);
  const key: WordKey = `terms.${rule.operator}`;
  const shape = arity(rule.operator);
  if (shape === 'none') return words.t(key, { field });
  const value = rule.value ?? null;
  if (rule.valueSource === 'field') return words.t(key, { field, value: words.field(String(value)) });
  if (shape === 'two' && Array.isArray(value)) {
    const [from = null, to = null] = value;
    return words.t(key, { field, from: words.value(rule.field, from), to: words.value(rule.field, to) });
  }
  const items = Array.isArray(value) ? value : [value];
  return words.t(key, {
    field,
    value: items.map((item) => words.value(rule.field, item)).join(words.t('sentence.list')),
  });
}
