import { isComputed } from '@etapa/shared/definition/document';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import { FIELD_KINDS, type FieldKind } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { Alert, Button, Group, Select, Stack, Switch, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { ConditionInput } from './condition-input.tsx';
import { FieldSetting } from './field-setting.tsx';
import { relabelled } from './new-key.ts';
import { SettledInput } from './settled-input.tsx';

/** Kinds whose values cannot be given beforehand. */
const WITHOUT_DEFAULT: FieldKind[] = ['file', 'files', 'lines', 'autonumber', 'link', 'links'];

/** The settings of one field, those of its kind among them, and how staff will see it. */
export function FieldPanel({ field }: { field: Field }) {
  const { t } = useTranslation('builder');
  const { label, language } = useFormats();
  const { definition, published, edit } = useBuilder();
  const [tried, setTried] = useState(field.default);
  const set = (settings: Settings<Field>) => edit({ kind: 'field.update', field: field.key, set: settings });
  const isTitle = definition.titleField === field.key;
  const before = published.fields.find(({ key }) => key === field.key);
  return (
    <Stack gap="sm" p="md" maw={560}>
      <Title order={2} size="h4">
        {label(field.label)}
      </Title>
      <SettledInput
        label={t('name')}
        required
        value={label(field.label)}
        onSettle={(text) => set({ label: relabelled(field.label, text, language) })}
      />
      <Select
        label={t('field.kind')}
        searchable
        allowDeselect={false}
        data={FIELD_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={field.kind}
        onChange={(kind) => set(withKind(field, kind as FieldKind, definition.key, t('option.new')))}
      />
      {before && before.kind !== field.kind && (
        <Alert color="yellow" variant="light">
          {t('field.converts', { from: t(`kind.${before.kind}`), to: t(`kind.${field.kind}`) })}
        </Alert>
      )}
      <SettledInput
        label={t('field.help')}
        value={label(field.help)}
        onSettle={(text) => set({ help: text === '' ? null : relabelled(field.help, text, language) })}
      />
      {kindOf(field).settings.map((setting) => (
        <FieldSetting key={setting.key} field={field} setting={setting} onSet={set} />
      ))}
      <Group gap="lg">
        <Switch
          label={t('field.required')}
          disabled={isComputed(field)}
          checked={field.required ?? false}
          onChange={(event) => set({ required: event.currentTarget.checked || null })}
        />
        <Switch
          label={t('field.unique')}
          checked={field.unique ?? false}
          onChange={(event) => set({ unique: event.currentTarget.checked || null })}
        />
        <Switch
          label={t('field.indexed')}
          checked={field.indexed ?? false}
          onChange={(event) => set({ indexed: event.currentTarget.checked || null })}
        />
        <Switch
          label={t('field.retired')}
          disabled={isTitle}
          checked={field.retired ?? false}
          onChange={(event) => set({ retired: event.currentTarget.checked || null })}
        />
      </Group>
      <SettledInput
        label={t('field.formula')}
        description={t('field.formulaLead')}
        value={field.formula ?? ''}
        onSettle={(text) => set({ formula: text === '' ? null : text.startsWith('=') ? text : `= ${text}` })}
      />
      <ConditionInput
        label={t('field.visibleWhen')}
        value={field.visibleWhen}
        onChange={(visibleWhen) => set({ visibleWhen })}
      />
      <ConditionInput
        label={t('field.requiredWhen')}
        value={field.requiredWhen}
        onChange={(requiredWhen) => set({ requiredWhen })}
      />
      {!isComputed(field) && !WITHOUT_DEFAULT.includes(field.kind) && typeof field.default !== 'object' && (
        <FieldEditor
          field={field}
          doc={{}}
          value={tried}
          onChange={setTried}
          onBlur={() => set({ default: tried ?? null })}
          more={{ label: t('field.default') }}
        />
      )}
      <Button
        variant="subtle"
        color="red"
        size="xs"
        w="fit-content"
        disabled={isTitle}
        leftSection={<IconTrash size={14} />}
        onClick={() => edit({ kind: 'field.remove', field: field.key })}
      >
        {t('field.remove')}
      </Button>
    </Stack>
  );
}

/** Another kind, with what it needs and without what it does not know. */
function withKind(field: Field, kind: FieldKind, entityType: string, option: string): Settings<Field> {
  const known = new Set(kindOf({ kind }).settings.map(({ key }) => key));
  const gone = kindOf(field)
    .settings.filter(({ key }) => !known.has(key))
    .map(({ key }) => [key, null]);
  return {
    kind,
    default: null,
    ...Object.fromEntries(gone),
    ...(known.has('options') && !field.options ? { options: [{ key: 'option1', label: option }] } : {}),
    ...(known.has('target') && !field.target && kind !== 'lines' ? { target: entityType } : {}),
    ...(known.has('format') && !field.format ? { format: 'N-{0000}' } : {}),
  };
}
