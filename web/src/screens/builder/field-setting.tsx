import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import type { SettingDefinition } from '@etapa/shared/fields/kind';
import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { OptionsEditor } from './options-editor.tsx';
import { SettledInput } from './settled-input.tsx';

interface Props {
  field: Field;
  setting: SettingDefinition;
  onSet: (settings: Settings<Field>) => void;
}

/** One setting of a kind, by what the kind says it is. */
export function FieldSetting({ field, setting, onSet }: Props) {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition } = useBuilder();
  const types = useEntityTypes();
  const { key, type, required } = setting;
  const name = t(`setting.${key}`, { defaultValue: key });
  const value = field[key];
  const put = (next: string | number | null) => onSet({ [key]: next === '' ? null : next });
  switch (type) {
    case 'options':
      return <OptionsEditor field={field} />;
    case 'count':
    case 'number':
      return (
        <NumberInput
          label={name}
          min={type === 'count' ? 0 : undefined}
          allowDecimal={type === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => put(typeof next === 'number' ? next : null)}
        />
      );
    case 'entityType':
      return (
        <Select
          label={name}
          withAsterisk={required}
          clearable={!required}
          data={(types ?? []).map((each) => ({ value: each.key, label: label(each.name) }))}
          value={field.target ?? null}
          onChange={put}
        />
      );
    case 'field':
      return (
        <Select
          label={name}
          clearable
          data={definition.fields
            .filter(({ kind, key: other }) => (kind === 'text' || kind === 'select') && other !== field.key)
            .map((each) => ({ value: each.key, label: label(each.label) }))}
          value={typeof value === 'string' ? value : null}
          onChange={put}
        />
      );
    default:
      return (
        <SettledInput
          label={name}
          required={required}
          value={typeof value === 'string' ? value : ''}
          onSettle={(text) => put(type === 'currency' ? text.toUpperCase() : text)}
        />
      );
  }
}
