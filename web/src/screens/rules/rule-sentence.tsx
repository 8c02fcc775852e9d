import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { StepsWords } from './step-words.tsx';
import { TriggerWords } from './trigger-words.tsx';

/** A whole rule in plain words: when, if, then. */
export function RuleSentence({ rule, type }: { rule: Rule; type: EntityType }) {
  const { t } = useTranslation('rules');
  return (
    <>
      <Text component="div">
        <TriggerWords trigger={rule.trigger} type={type} />
        {rule.when && rule.when.rules.length > 0 && (
          <>
            {' '}
            {t('if')} <ConditionSentence type={type} condition={rule.when} />
          </>
        )}
      </Text>
      <Box mt={4}>
        <StepsWords steps={rule.steps} type={type} />
      </Box>
    </>
  );
}
