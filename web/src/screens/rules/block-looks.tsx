import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { IconBolt, IconFilterQuestion } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockLook } from '../../canvas/rule-block.tsx';
import type { RuleBlock } from '../../canvas/rule-graph.ts';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { useRuleNames } from '../../rules/names.ts';
import { StepIcon } from '../../rules/step-icon.tsx';
import { StepWords } from './step-words.tsx';
import { TriggerWords } from './trigger-words.tsx';

/** What is said on a block besides what it is. */
export interface BlockMark extends Pick<BlockLook, 'note' | 'tone' | 'off'> {
  /** Instead of its words. */
  summary?: string;
}

/** How each block of a rule looks: its name, what it does in words, and what became of it. */
export function useBlockLooks(
  rule: Rule,
  type: EntityType,
  markOf: (block: RuleBlock) => BlockMark | undefined,
): (block: RuleBlock) => BlockLook {
  const { t } = useTranslation('rules');
  const { t: own } = useTranslation('automation');
  const names = useRuleNames();
  return useMemo(
    () => (block) => {
      const { summary, ...mark } = markOf(block) ?? {};
      if (block.kind === 'trigger') {
        const words = <TriggerWords trigger={rule.trigger} type={type} />;
        return { title: t('section.when'), words, icon: <IconBolt size={18} aria-hidden />, ...mark };
      }
      if (block.kind !== 'step') {
        const asked = rule.when && rule.when.rules.length > 0 ? rule.when : null;
        const words = asked ? <ConditionSentence type={type} condition={asked} /> : own('everyTime');
        return { title: t('section.if'), words, icon: <IconFilterQuestion size={18} aria-hidden />, ...mark };
      }
      const { step, number } = block.standing;
      return {
        title: t('stepNamed', { number, name: names.step(step.kind) }),
        words: summary || <StepWords step={step} type={type} />,
        icon: <StepIcon kind={step.kind} size={18} />,
        ...mark,
      };
    },
    [rule, type, markOf, t, own, names],
  );
}
