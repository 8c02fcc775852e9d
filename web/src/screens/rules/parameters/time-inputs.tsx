import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SpanInput } from '../../../fields/span-input.tsx';
import { useFormats } from '../../../i18n/locale.tsx';
import { TimeZoneSelect } from '../../../ui/time-zone-select.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import { OrFormula } from './or-formula.tsx';
import { asText, orAbsent, type ParameterProps } from './parameter-props.ts';

/** A length of time. */
export function SpanParameter({ value, onChange, input }: ParameterProps) {
  return <SpanInput value={asText(value)} onChange={onChange} input={input} />;
}

/** A length of time from now, or a formula. */
export function DueParameter(props: ParameterProps) {
  return (
    <OrFormula {...props}>
      <SpanParameter {...props} />
    </OrFormula>
  );
}

const SIDES = ['before', 'on', 'after'] as const;

/** A length of time before or after something. */
export function OffsetParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const given = asText(value);
  const span = given.replace(/^[+-]/, '');
  const none = /^P0[DWMY]$|^PT0[HMS]$/.test(span);
  const told = given === '' || none ? 'on' : given.startsWith('-') ? 'before' : 'after';
  const [side, setSide] = useState<(typeof SIDES)[number]>(told);
  const shown = side === 'on' || none || given === '' ? side : told;
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        {...input}
        w={170}
        allowDeselect={false}
        data={SIDES.map((one) => ({ value: one, label: t(`side.${one}`) }))}
        value={shown}
        onChange={(next) => {
          const chosen = SIDES.find((one) => one === next) ?? 'on';
          setSide(chosen);
          const length = none || span === '' ? 'P1D' : span;
          onChange(chosen === 'on' ? 'P0D' : chosen === 'before' ? `-${length}` : length);
        }}
      />
      {shown !== 'on' && (
        <SpanInput
          value={span}
          onChange={(next) => onChange(next === undefined ? undefined : shown === 'before' ? `-${next}` : next)}
          input={{ 'aria-label': typeof input.label === 'string' ? input.label : undefined }}
        />
      )}
    </Group>
  );
}

/** A time of day. */
export function TimeParameter({ value, onChange, input }: ParameterProps) {
  return (
    <TextInput
      {...input}
      type="time"
      value={asText(value)}
      onChange={(event) => onChange(orAbsent(event.currentTarget.value))}
    />
  );
}

export function TimeZoneParameter({ value, onChange, input }: ParameterProps) {
  const { timeZone } = useFormats();
  return (
    <TimeZoneSelect
      {...input}
      clearable
      placeholder={timeZone}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

/** A field of the record that holds a day or a time, or a formula that gives one. */
export function MomentParameter({ value, onChange, input }: ParameterProps) {
  const { label } = useFormats();
  const { type } = useRuleForm();
  const fields = type.fields.filter(({ kind, retired }) => !retired && (kind === 'date' || kind === 'dateTime'));
  return (
    <OrFormula value={value} onChange={onChange} input={input}>
      <Select
        {...input}
        clearable
        data={fields.map((field) => ({ value: field.key, label: label(field.label) }))}
        value={asText(value) || null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </OrFormula>
  );
}
