import type { Trigger } from '@etapa/shared/rules/rule';
import { TRIGGER_KINDS, triggerKindOf } from '@etapa/shared/rules/triggers/kinds';
import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { ParametersForm } from './parameters-form.tsx';
import { changedTrigger } from './rule-draft.ts';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';

/** What sets the rule off. */
export function TriggerForm() {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const {
    rule: { trigger },
    type,
    edit,
    faultsAt,
  } = useRuleForm();
  const onChange = (next: Trigger) => edit({ kind: 'rule.update', set: { trigger: next } });
  const faultText = useRuleFaultText();
  const staged = (type.funnels ?? []).length > 0;
  const offered = TRIGGER_KINDS.map(({ kind }) => kind).filter((kind) => staged || !kind.startsWith('stage.'));
  const data = offered.map((value) => ({ value, label: names.trigger(value) }));
  if (!offered.includes(trigger.kind)) data.push({ value: trigger.kind, label: names.trigger(trigger.kind) });
  return (
    <Stack gap="sm">
      <Select
        aria-label={t('section.when')}
        allowDeselect={false}
        searchable
        styles={{ options: { maxHeight: 420 } }}
        data={data}
        value={trigger.kind}
        error={faultText([...faultsAt('/trigger/kind'), ...faultsAt('/trigger')])}
        onChange={(kind) => kind && onChange(changedTrigger(trigger, kind))}
      />
      <ParametersForm
        key={trigger.kind}
        kind={trigger.kind}
        parameters={triggerKindOf(trigger.kind)?.parameters ?? {}}
        block={trigger}
        path="/trigger"
        onChange={(next) => onChange({ ...next, kind: trigger.kind } as Trigger)}
      />
    </Stack>
  );
}
