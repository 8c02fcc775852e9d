import { OPERATORS } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Refusing } from '@etapa/shared/rules/explanation';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sentence } from '../conditions/sentence.ts';
import { useWords } from '../conditions/words.ts';

interface Props {
  /** Terms of a condition that said no. */
  terms: readonly Refusing[];
  type: EntityType;
}

/** Which terms said no, each with what was wanted and what the record held. */
export function TermWords({ terms, type }: Props) {
  const { t } = useTranslation('rules');
  const words = useWords(type);
  const shown = (field: string, value: JsonValue): string =>
    value === null || (Array.isArray(value) && value.length === 0)
      ? t('term.nothing')
      : Array.isArray(value)
        ? value.map((item) => words.value(field, item)).join(', ')
        : words.value(field, value);
  return terms.map((term) => {
    const operator = OPERATORS.find((known) => known === term.operator);
    const wanted = operator
      ? sentence(
          {
            combinator: 'and',
            rules: [{ field: term.field, operator, ...(term.hidden ? {} : { value: term.right }) }],
          },
          words,
        )
      : `${term.field} ${term.operator}`;
    return (
      <Text key={term.path} size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {t('term.wanted', { wanted })}{' '}
        <Text span size="sm" fw={600}>
          {term.hidden
            ? t('term.hidden')
            : term.before === undefined
              ? t('term.was', { value: shown(term.field, term.left) })
              : t('term.wasBoth', { before: shown(term.field, term.before), value: shown(term.field, term.left) })}
        </Text>
      </Text>
    );
  });
}
