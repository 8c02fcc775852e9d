import type { RuleChange } from '@etapa/shared/rules/difference';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from './names.ts';

/** One change between two versions of a rule, as a sentence. */
export function useRuleChangeWords() {
  const { t } = useTranslation('automation');
  const names = useRuleNames();
  return (change: RuleChange): string => {
    if (!('step' in change)) return t(`change.${change.kind}`);
    const step = `${change.number}. ${names.step(change.step.kind)}`;
    if (change.kind !== 'step.changed') return t(`change.${change.kind}`, { step });
    const parameters = change.parameters.map((name) => names.parameter(change.step.kind, name)).join(', ');
    return t('change.step.changed', { step, parameters });
  };
}
