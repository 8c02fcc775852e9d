import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import type { Step } from '@etapa/shared/rules/rule';
import { CloseButton, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { SpanInput } from '../../fields/span-input.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { WhoSelect } from './who-select.tsx';

interface Props {
  step: Step;
  lacking: boolean;
  onChange: (step: Step) => void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Values of the record are written into texts like this. */
const EXAMPLE = '{{ title }}';

/** Leaves a parameter out when it becomes empty. */
function withParameter(step: Step, name: string, value: unknown): Step {
  const { [name]: _, ...rest } = step;
  const kept: Step = { ...rest, id: step.id, kind: step.kind };
  if (value !== undefined && value !== '') kept[name] = value;
  return kept;
}

export function TaskForm({ step, lacking, onChange }: Props) {
  const { t } = useTranslation('rules');
  return (
    <Stack gap="xs">
      <TextInput
        label={t('task.title')}
        description={t('textHelp', { example: EXAMPLE })}
        value={text(step.title)}
        error={lacking ? t('task.titleMissing') : undefined}
        onChange={(event) => onChange({ ...step, title: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <WhoSelect
          label={t('task.assignee')}
          value={text(step.assignee)}
          onChange={(assignee) => onChange(withParameter(step, 'assignee', assignee))}
        />
        <SpanInput
          input={{ label: t('task.due') }}
          value={text(step.due)}
          onChange={(due) => onChange(withParameter(step, 'due', due))}
        />
      </Group>
    </Stack>
  );
}

export function NotifyForm({ step, lacking, onChange }: Props) {
  const { t } = useTranslation('rules');
  const to = Array.isArray(step.to) ? text(step.to[0]) : text(step.to);
  return (
    <Stack gap="xs">
      <WhoSelect label={t('notify.to')} value={to} onChange={(next) => onChange({ ...step, to: next })} />
      <Textarea
        label={t('notify.text')}
        description={t('textHelp', { example: EXAMPLE })}
        autosize
        minRows={2}
        value={text(step.text)}
        error={lacking ? t('notify.textMissing') : undefined}
        onChange={(event) => onChange({ ...step, text: event.currentTarget.value })}
      />
    </Stack>
  );
}

export function UpdateForm({ step, type, lacking, onChange }: Props & { type: EntityType }) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const set = (step.set ?? {}) as Doc;
  const put = (next: Doc) => onChange({ ...step, set: next });
  const open = type.fields.filter(
    (field) => !field.formula && field.kind !== 'autonumber' && !field.retired && !Object.hasOwn(set, field.key),
  );
  return (
    <Stack gap="xs">
      {Object.entries(set).map(([key, value]) => {
        const field = type.fields.find((one) => one.key === key);
        const formula = typeof value === 'string' && value.startsWith('=');
        const name = label(field?.label ?? key);
        return (
          <Group key={key} align="flex-end" wrap="nowrap" gap="xs">
            <div style={{ flex: 1 }}>
              {field && !formula ? (
                <FieldEditor
                  field={field}
                  value={value ?? undefined}
                  doc={set}
                  onChange={(next) => put({ ...set, [key]: next ?? null })}
                />
              ) : (
                <TextInput
                  label={name}
                  value={text(value)}
                  onChange={(event) => put({ ...set, [key]: event.currentTarget.value })}
                />
              )}
            </div>
            <CloseButton
              aria-label={t('update.remove', { field: name })}
              onClick={() => put(Object.fromEntries(Object.entries(set).filter(([other]) => other !== key)))}
            />
          </Group>
        );
      })}
      <Select
        aria-label={t('update.add')}
        placeholder={t('update.add')}
        searchable
        value={null}
        error={lacking ? t('update.missing') : undefined}
        data={open.map((field) => ({ value: field.key, label: label(field.label) }))}
        onChange={(key) => key && put({ ...set, [key]: null })}
      />
    </Stack>
  );
}
