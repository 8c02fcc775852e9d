import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import type { SettingDefinition } from '@etapa/shared/fields/kind';
import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { SpanInput } from '../../fields/span-input.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { DuplicatesSetting } from './duplicates-setting.tsx';
import { useSettingCheck } from './field-faults.ts';
import { OptionsEditor } from './options-editor.tsx';
import { SettledInput } from './settled-input.tsx';

interface Props {
  field: Field;
  setting: SettingDefinition;
  onSet: (settings: Settings<Field>) => void;
}

/** One setting of a kind, by what the kind says it is, checked while it is typed. */
export function FieldSetting({ field, setting, onSet }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label, language } = useFormats();
  const { definition } = useBuilder();
  const types = useEntityTypes();
  const check = useSettingCheck(field);
  const { key, type, required } = setting;
  const name = t(`setting.${key}`, { defaultValue: key });
  const value = field[key];
  const put = (next: string | number | null) => onSet({ [key]: next === '' ? null : next });
  const error = check({}, key);
  switch (type) {
    case 'options':
      return <OptionsEditor field={field} />;
    case 'count':
    case 'number':
      return <NumberSetting {...{ field, setting, name }} onPut={put} />;
    case 'entityType':
      return (
        <Select
          label={name}
          withAsterisk={required}
          clearable={!required}
          error={error}
          data={(types ?? []).map((each) => ({ value: each.key, label: label(each.name) }))}
          value={field.target ?? null}
          onChange={put}
        />
      );
    case 'field':
      return (
        <Select
          label={name}
          description={words('setting.currencyField')}
          clearable
          error={error}
          data={definition.fields
            .filter(({ kind, key: other }) => (kind === 'text' || kind === 'select') && other !== field.key)
            .map((each) => ({ value: each.key, label: label(each.label) }))}
          value={typeof value === 'string' ? value : null}
          onChange={put}
        />
      );
    case 'currency': {
      const names = new Intl.DisplayNames(language, { type: 'currency' });
      return (
        <Select
          label={name}
          searchable
          clearable
          error={error}
          placeholder={words('setting.currency')}
          data={Intl.supportedValuesOf('currency').map((code) => ({
            value: code,
            label: `${code} · ${names.of(code) ?? code}`,
          }))}
          value={typeof value === 'string' ? value : null}
          onChange={put}
        />
      );
    }
    case 'date':
      return (
        <FieldEditor
          field={{ key, label: name, kind: field.kind }}
          doc={{}}
          value={value as string | undefined}
          onChange={(next) => put(typeof next === 'string' ? next : null)}
          error={error}
        />
      );
    case 'duplicates':
      return <DuplicatesSetting field={field} onPut={put} />;
    default:
      if (field.kind === 'duration') {
        return (
          <SpanInput
            value={typeof value === 'string' ? value : ''}
            onChange={(next) => put(next ?? null)}
            input={{ label: name, error }}
          />
        );
      }
      return (
        <SettledInput
          label={name}
          required={required}
          description={type === 'pattern' || type === 'format' ? words(`setting.${type}`) : undefined}
          value={typeof value === 'string' ? value : ''}
          check={(text) => (text === '' ? undefined : check({ [key]: text }, key))}
          onSettle={put}
        />
      );
  }
}

interface NumberProps {
  field: Field;
  setting: SettingDefinition;
  name: string;
  onPut: (value: number | null) => void;
}

/** A number that counts as one edit when typing is over. */
function NumberSetting({ field, setting: { key, type }, name, onPut }: NumberProps) {
  const check = useSettingCheck(field);
  const stored = field[key];
  const [typed, setTyped] = useState<number | null>(typeof stored === 'number' ? stored : null);
  const count = type === 'count';
  return (
    <NumberInput
      label={name}
      min={count ? (key === 'maxLength' ? 1 : 0) : undefined}
      max={count ? (key === 'maxLength' ? 1_000_000 : 10) : undefined}
      allowDecimal={!count}
      error={check({ [key]: typed ?? undefined }, key)}
      value={typed ?? ''}
      onChange={(next) => setTyped(typeof next === 'number' ? next : null)}
      onBlur={() => typed !== (stored ?? null) && onPut(typed)}
      onKeyDown={(event) => event.key === 'Enter' && typed !== (stored ?? null) && onPut(typed)}
    />
  );
}
