import type { BulkAction } from '@etapa/shared/api/bulk';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Select, Stack, TagsInput, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isReadOnly } from '../../../fields/field-states.ts';
import { PersonPicker } from '../../../fields/person-picker.tsx';
import { RecordPicker } from '../../../fields/record-picker.tsx';
import { useFormats } from '../../../i18n/locale.tsx';
import { ValueRows } from './value-rows.tsx';
import { docOf, isComplete, type Row } from './value-setting.ts';

export interface FormProps {
  type: EntityType;
  /** What is to be done; null while something is missing. */
  onChange: (action: BulkAction | null) => void;
}

/** Fields to set; none leaves them out of the action. */
export const docIn = (rows: readonly Row[]) => (rows.length > 0 ? { doc: docOf(rows) } : {});

export function MoveForm({ type, onChange }: FormProps) {
  const { t } = useTranslation('bulk');
  const { label } = useFormats();
  const [place, setPlace] = useState<string | null>(null);
  const [rows, setRows] = useState<Row[]>([]);
  useEffect(() => {
    const [funnel, stage] = place?.split('/') ?? [];
    onChange(funnel && stage && isComplete(rows) ? { move: { funnel, stage, ...docIn(rows) } } : null);
  }, [place, rows, onChange]);
  const funnels = type.funnels ?? [];
  const stages = funnels.map((funnel) => ({
    group: label(funnel.name),
    items: funnel.stages.map((stage) => ({ value: `${funnel.key}/${stage.key}`, label: label(stage.name) })),
  }));
  return (
    <Stack gap="sm">
      <Select
        label={t('stage')}
        data-autofocus
        searchable
        data={funnels.length > 1 ? stages : (stages[0]?.items ?? [])}
        value={place}
        onChange={setPlace}
      />
      <Text size="sm" c="dimmed">
        {t('moveHelp')}
      </Text>
      <ValueRows type={type} source={type} rows={rows} onChange={setRows} />
    </Stack>
  );
}

const FIRST: Row[] = [{ id: 1, field: '', setting: { way: 'value', value: undefined } }];

export function UpdateForm({ type, onChange }: FormProps) {
  const [rows, setRows] = useState<Row[]>(FIRST);
  useEffect(() => {
    onChange(rows.length > 0 && isComplete(rows) ? { update: { doc: docOf(rows) } } : null);
  }, [rows, onChange]);
  return <ValueRows type={type} source={type} rows={rows} onChange={setRows} />;
}

export function AssignForm({ onChange }: FormProps) {
  const { t } = useTranslation('bulk');
  const [ownerId, setOwner] = useState<string | null>(null);
  useEffect(() => onChange({ assign: { ownerId } }), [ownerId, onChange]);
  return (
    <PersonPicker
      value={ownerId}
      onChange={setOwner}
      input={{ label: t('owner'), description: t('noOwner'), 'data-autofocus': true }}
    />
  );
}

export function LinkForm({ type, onChange }: FormProps) {
  const { t } = useTranslation('bulk');
  const { label } = useFormats();
  const fields = type.fields.filter(
    (field) => ['link', 'links'].includes(field.kind) && !field.retired && !isReadOnly(field),
  );
  const [key, setKey] = useState(fields[0]?.key ?? '');
  const [to, setTo] = useState<string[]>([]);
  const [rows, setRows] = useState<Row[]>([]);
  const field = fields.find((one) => one.key === key);
  const several = field?.kind === 'links';
  useEffect(() => {
    const [first] = to;
    const target = several ? to : first;
    const ready = key !== '' && target !== undefined && to.length > 0 && isComplete(rows);
    onChange(ready ? { link: { field: key, to: target, ...docIn(rows) } } : null);
  }, [key, to, several, rows, onChange]);
  return (
    <Stack gap="sm">
      <Select
        label={t('linkField')}
        allowDeselect={false}
        data={fields.map((one) => ({ value: one.key, label: label(one.label) }))}
        value={key}
        onChange={(next) => {
          setKey(next ?? '');
          setTo([]);
        }}
      />
      {field && (
        <RecordPicker
          key={key}
          entityType={field.target ?? ''}
          single={!several}
          value={to}
          onChange={setTo}
          input={{ label: t('linkTo'), 'data-autofocus': true }}
        />
      )}
      <Text size="sm" c="dimmed">
        {t('alsoSet')}
      </Text>
      <ValueRows type={type} source={type} rows={rows} onChange={setRows} />
    </Stack>
  );
}

/** Tags put on and taken off. */
export function TagForm({ onChange }: FormProps) {
  const { t } = useTranslation('bulk');
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  useEffect(() => {
    const tag = { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) };
    onChange(add.length + remove.length > 0 ? { tag } : null);
  }, [add, remove, onChange]);
  return (
    <Stack gap="sm">
      <TagsInput label={t('addTags')} description={t('tagHelp')} data-autofocus value={add} onChange={setAdd} />
      <TagsInput label={t('removeTags')} value={remove} onChange={setRemove} />
    </Stack>
  );
}

export function DeleteForm({ onChange }: FormProps) {
  const { t } = useTranslation('bulk');
  useEffect(() => onChange({ delete: {} }), [onChange]);
  return <Text>{t('deleteHelp')}</Text>;
}
