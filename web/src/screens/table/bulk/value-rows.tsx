import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Box, Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../../fields/field-editor.tsx';
import { isReadOnly } from '../../../fields/field-states.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import classes from './bulk.module.css';
import { firstSetting, type Row, type Setting, UNITS, type Unit, type Way, waysOf } from './value-setting.ts';

interface Props {
  /** Whose fields are set. */
  type: EntityType;
  /** Whose dates may be counted from. */
  source: EntityType;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
}

/** Fields with what they become: a value, nothing, a time after another date, or a formula. */
export function ValueRows({ type, source, rows, onChange }: Props) {
  const { t } = useTranslation('bulk');
  const { label } = useFormats();
  const fields = type.fields.filter((field) => !field.retired && !isReadOnly(field));
  const dates = source.fields.filter(({ kind, retired }) => !retired && (kind === 'date' || kind === 'dateTime'));
  const change = (id: number, next: Partial<Row>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...next } : row)));
  const add = () => {
    const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
    onChange([...rows, { id, field: '', setting: firstSetting('value', dates) }]);
  };
  return (
    <Stack gap="sm">
      {rows.map((row) => {
        const field = fields.find(({ key }) => key === row.field);
        const taken = new Set(rows.map((other) => other.field).filter((key) => key !== row.field));
        return (
          <Box key={row.id} className={classes.row}>
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <Select
                flex={1}
                label={t('field')}
                placeholder={t('chooseField')}
                searchable
                data={fields
                  .filter(({ key }) => !taken.has(key))
                  .map((one) => ({ value: one.key, label: label(one.label) }))}
                value={row.field || null}
                onChange={(next) => change(row.id, { field: next ?? '', setting: firstSetting('value', dates) })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('removeField', { field: field ? label(field.label) : '' })}
                onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
              >
                <IconX size={16} />
              </ActionIcon>
            </Group>
            {field && (
              <SettingEditor
                field={field}
                dates={dates}
                setting={row.setting}
                onChange={(setting) => change(row.id, { setting })}
              />
            )}
          </Box>
        );
      })}
      <div>
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
          {t('addField')}
        </Button>
      </div>
    </Stack>
  );
}

interface SettingProps {
  field: Field;
  dates: readonly Field[];
  setting: Setting;
  onChange: (setting: Setting) => void;
}

function SettingEditor({ field, dates, setting, onChange }: SettingProps) {
  const { t } = useTranslation('bulk');
  const { label } = useFormats();
  const name = label(field.label);
  return (
    <Group gap="xs" align="flex-start" mt="xs">
      <Select
        w={190}
        aria-label={t('how', { field: name })}
        allowDeselect={false}
        data={waysOf(field, dates).map((way) => ({ value: way, label: t(`way.${way}`) }))}
        value={setting.way}
        onChange={(next) => next && onChange(firstSetting(next as Way, dates))}
      />
      <Box flex={1} miw={200}>
        {setting.way === 'value' && (
          <FieldEditor
            bare
            field={field}
            value={setting.value}
            doc={{}}
            onChange={(value) => onChange({ way: 'value', value })}
          />
        )}
        {setting.way === 'formula' && (
          <TextInput
            aria-label={t('formulaOf', { field: name })}
            description={t('formulaHelp')}
            inputWrapperOrder={['input', 'description']}
            value={setting.formula}
            onChange={(event) => onChange({ way: 'formula', formula: event.currentTarget.value })}
          />
        )}
        {setting.way === 'after' && (
          <Group gap="xs" wrap="nowrap">
            <NumberInput
              w={70}
              aria-label={t('count')}
              min={0}
              max={999}
              value={setting.count}
              onChange={(next) => onChange({ ...setting, count: Number(next) || 0 })}
            />
            <Select
              w={120}
              aria-label={t('unitName')}
              allowDeselect={false}
              data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
              value={setting.unit}
              onChange={(next) => next && onChange({ ...setting, unit: next as Unit })}
            />
            <Select
              flex={1}
              aria-label={t('from')}
              allowDeselect={false}
              data={dates.map((date) => ({ value: date.key, label: t('afterDate', { date: label(date.label) }) }))}
              value={setting.from}
              onChange={(next) => next && onChange({ ...setting, from: next })}
            />
          </Group>
        )}
      </Box>
    </Group>
  );
}
