import type { Edit } from '@etapa/shared/definition/edit';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { FIELD_KINDS, type FieldKind, type Label } from '@etapa/shared/fields/field';
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../fields/new-key.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { useSettingCheck } from './field-faults.ts';

interface Props {
  /** `more`: another one is asked for next. */
  onAdd: (field: Field, section: number | undefined, more: boolean) => void;
  onClose: () => void;
}

/** Names a new field, says what it holds and where it stands. Its key may be chosen now, and never again. */
export function NewField({ onAdd, onClose }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { t: common } = useTranslation('common');
  const { t: process } = useTranslation('process');
  const { label } = useFormats();
  const { definition, published } = useBuilder();
  const sections = definition.layout?.sections ?? [];
  const [name, setName] = useState('');
  const [kind, setKind] = useState<FieldKind>('text');
  const [key, setKey] = useState<string | null>(null);
  const [section, setSection] = useState<string | null>(sections.length > 0 ? '0' : null);
  const taken = definition.fields.map((field) => field.key);
  const live = published.fields.map((field) => field.key);
  const field: Field = {
    key: key ?? newKey(name, 'field', taken, live),
    label: name.trim(),
    kind,
    ...needed(kind, definition.key, t('option.new')),
  };
  const check = useSettingCheck(field);
  const keyFault = !/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(field.key)
    ? words('key.form')
    : taken.includes(field.key)
      ? words('key.taken')
      : check({}, 'key');
  const ready = name.trim() !== '' && keyFault === undefined;
  const nameInput = useRef<HTMLInputElement>(null);
  const [added, setAdded] = useState('');
  const add = (more: boolean) => {
    if (!ready) return;
    onAdd(field, section === null ? undefined : Number(section), more);
    setAdded(field.label as string);
    setName('');
    setKey(null);
    nameInput.current?.focus();
  };
  return (
    <Modal opened onClose={onClose} title={t('field.add')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add(false);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('name')}
            withAsterisk
            data-autofocus
            ref={nameInput}
            description={process('addHint')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              add(true);
            }}
          />
          <Select
            label={t('field.kind')}
            searchable
            allowDeselect={false}
            data={FIELD_KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
            value={kind}
            onChange={(next) => setKind(FIELD_KINDS.find((each) => each === next) ?? 'text')}
          />
          <TextInput
            label={words('key.title')}
            description={words('key.about')}
            error={name === '' && key === null ? undefined : keyFault}
            value={field.key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          {sections.length > 0 && (
            <Select
              label={words('field.section')}
              clearable
              data={sections.map(({ title }, index) => ({
                value: String(index),
                label: label(title) || `${index + 1}`,
              }))}
              value={section}
              onChange={setSection}
            />
          )}
          <Text size="sm" c="dimmed" role="status">
            {added && process('addedNow', { name: added })}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {added ? common('done') : t('cancel')}
            </Button>
            <Button variant="default" disabled={!ready} onClick={() => add(true)}>
              {process('addNext')}
            </Button>
            <Button type="submit" disabled={!ready}>
              {t('field.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Settings without which a kind is none, as good a guess as any. */
export function needed(kind: FieldKind, entityType: string, option: string): Partial<Field> {
  if (kind === 'select' || kind === 'multiSelect') return { options: [{ key: 'option1', label: option }] };
  if (kind === 'link' || kind === 'links') return { target: entityType };
  if (kind === 'autonumber') return { format: 'N-{0000}' };
  return {};
}

/**
 * Another field like one there is, behind it in the list and in its section.
 *
 * @param called what the copy is called, by what the field is called
 */
export function copiedField(
  field: Field,
  definition: EntityType,
  called: (name: string) => string,
): { key: string; edits: Edit[] } {
  const { fields, layout } = definition;
  const key = newKey(
    field.key,
    field.key,
    fields.map((each) => each.key),
  );
  const label: Label =
    typeof field.label === 'string'
      ? called(field.label)
      : Object.fromEntries(Object.entries(field.label).map(([language, text]) => [language, called(text)]));
  const at = fields.indexOf(field) + 1;
  const section = layout?.sections.findIndex((each) => each.fields.includes(field.key)) ?? -1;
  const place = layout?.sections[section]?.fields.indexOf(field.key) ?? -1;
  return {
    key,
    edits: [
      { kind: 'field.add', field: { ...structuredClone(field), key, label, retired: undefined }, at },
      ...(place >= 0 ? [{ kind: 'layout.place' as const, field: key, section, at: place + 1 }] : []),
    ],
  };
}
