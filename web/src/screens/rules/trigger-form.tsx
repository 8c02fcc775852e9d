import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Trigger } from '@etapa/shared/rules/rule';
import { TRIGGER_KINDS, triggerKindOf } from '@etapa/shared/rules/triggers/kinds';
import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { ParametersForm } from './parameters-form.tsx';
import { changedTrigger } from './rule-draft.ts';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';

interface Props {
  trigger: Trigger;
  type: EntityType;
  onChange: (trigger: Trigger) => void;
}

/** What sets the rule off. */
export function TriggerForm({ trigger, type, onChange }: Props) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { faultsAt } = useRuleForm();
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
        maxDropdownHeight={420}
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
