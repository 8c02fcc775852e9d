import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Trigger } from '@etapa/shared/rules/rule';
import { MultiSelect, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { TRIGGER_KINDS } from './rule-draft.ts';

interface Props {
  trigger: Trigger;
  type: EntityType;
  onChange: (trigger: Trigger) => void;
}

/** What sets the rule off. */
export function TriggerForm({ trigger, type, onChange }: Props) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const funnels = type.funnels ?? [];
  const offered = TRIGGER_KINDS.filter((kind) => funnels.length > 0 || !kind.startsWith('stage.'));
  const data = offered.map((value) => ({ value: value as string, label: t(`trigger.${value}`) }));
  if (!data.some((one) => one.value === trigger.kind)) data.push({ value: trigger.kind, label: trigger.kind });
  const chosen = (name: 'stages' | 'fields') => {
    const keys = trigger[name];
    return Array.isArray(keys) ? keys.map(String) : [];
  };
  const choose = (name: 'stages' | 'fields', keys: string[]) => {
    const { [name]: _, ...rest } = trigger;
    onChange(keys.length > 0 ? { ...rest, kind: trigger.kind, [name]: keys } : { ...rest, kind: trigger.kind });
  };
  return (
    <Stack gap="xs">
      <Select
        aria-label={t('section.when')}
        allowDeselect={false}
        data={data}
        value={trigger.kind}
        onChange={(kind) => kind && onChange({ kind })}
      />
      {trigger.kind === 'stage.entered' && (
        <MultiSelect
          label={t('stages')}
          placeholder={chosen('stages').length === 0 ? t('anyStage') : undefined}
          data={funnels.map((funnel) => ({
            group: label(funnel.name),
            items: funnel.stages.map((stage) => ({ value: stage.key, label: label(stage.name) })),
          }))}
          value={chosen('stages')}
          onChange={(keys) => choose('stages', keys)}
        />
      )}
      {trigger.kind === 'record.updated' && (
        <MultiSelect
          label={t('fields')}
          placeholder={chosen('fields').length === 0 ? t('anyField') : undefined}
          searchable
          data={type.fields.map((field) => ({ value: field.key, label: label(field.label) }))}
          value={chosen('fields')}
          onChange={(keys) => choose('fields', keys)}
        />
      )}
    </Stack>
  );
}
