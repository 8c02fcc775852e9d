import { isComputed } from '@etapa/shared/definition/document';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import { FIELD_KINDS, type FieldKind } from '@etapa/shared/fields/field';
import type { SettingDefinition } from '@etapa/shared/fields/kind';
import { kindOf } from '@etapa/shared/fields/kinds';
import { Alert, Button, Code, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { ConditionInput } from './condition-input.tsx';
import { FieldDefault } from './field-default.tsx';
import { FieldFlags } from './field-flags.tsx';
import { FieldFormula } from './field-formula.tsx';
import { FieldSetting } from './field-setting.tsx';
import { LabelInput } from './label-input.tsx';
import { needed } from './new-field.tsx';

/** Settings that need the whole width. */
const WIDE: SettingDefinition['type'][] = [
  'options',
  'currency',
  'entityType',
  'field',
  'pattern',
  'format',
  'duplicates',
];

/** The settings of one field, those of its kind among them. */
export function FieldPanel({ field }: { field: Field }) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { definition, published, edit } = useBuilder();
  const set = (settings: Settings<Field>) => edit({ kind: 'field.update', field: field.key, set: settings });
  const isTitle = definition.titleField === field.key;
  const before = published.fields.find(({ key }) => key === field.key);
  return (
    <Stack gap="sm" p="md">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4">
          {label(field.label)}
        </Title>
        <Text size="xs" c="dimmed">
          {words('key.title')}: <Code>{field.key}</Code>
        </Text>
      </Group>
      <LabelInput
        label={t('name')}
        required
        value={field.label}
        onSettle={(text) => text !== null && set({ label: text })}
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
      <LabelInput label={t('field.help')} value={field.help} onSettle={(help) => set({ help })} />
      <SimpleGrid type="container" cols={{ base: 1, '300px': 2 }} spacing="sm" verticalSpacing="sm">
        {kindOf(field).settings.map((setting) => (
          <div key={setting.key} style={WIDE.includes(setting.type) ? { gridColumn: '1 / -1' } : undefined}>
            <FieldSetting field={field} setting={setting} onSet={set} />
          </div>
        ))}
      </SimpleGrid>
      <FieldFlags field={field} onSet={set} />
      <FieldFormula field={field} onSet={set} />
      <FieldDefault field={field} onSet={set} />
      <ConditionInput
        label={t('field.visibleWhen')}
        value={field.visibleWhen}
        onChange={(visibleWhen) => set({ visibleWhen })}
      />
      {!isComputed(field) && (
        <ConditionInput
          label={t('field.requiredWhen')}
          value={field.requiredWhen}
          onChange={(requiredWhen) => set({ requiredWhen })}
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
  const { options, target, format } = needed(kind, entityType, option);
  return {
    kind,
    default: null,
    // Bounds of another kind are values of it: 5 is no date.
    ...(known.has('min') ? { min: null, max: null } : {}),
    ...Object.fromEntries(gone),
    ...(options && !field.options ? { options } : {}),
    ...(target && !field.target ? { target } : {}),
    ...(format && !field.format ? { format } : {}),
  };
}
