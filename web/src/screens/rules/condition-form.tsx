import { Text } from '@mantine/core';
import { LazyConditionBuilder } from './lazy-condition-builder.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';

/** What must be met for the rule to act. */
export function ConditionForm() {
  const { rule, type, edit, faultsWithin } = useRuleForm();
  const faultText = useRuleFaultText();
  return (
    <>
      <LazyConditionBuilder
        type={type}
        value={rule.when}
        ofEvent
        onChange={(when) => edit({ kind: 'rule.update', set: { when: when ?? null } })}
      />
      <Text c="red" size="sm" mt={4}>
        {faultText(faultsWithin('/when'))}
      </Text>
    </>
  );
}
