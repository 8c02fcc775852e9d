import type { Operator } from '@etapa/shared/conditions/condition';
import { arity } from '@etapa/shared/conditions/operators';
import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DecimalInput } from '../fields/decimal-input.tsx';
import { RecordPicker } from '../fields/record-picker.tsx';
import { SpanInput } from '../fields/span-input.tsx';
import { DayValue } from './day-value.tsx';
import { ManyValues } from './many-values.tsx';
import { linkTarget, useValueChoices } from './value-choices.ts';

interface Props {
  type: EntityType;
  reference: FieldReference;
  operator: Operator;
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
}

/** What a term is compared with, by the kind of its field and the comparison chosen. */
export function ConditionValue(props: Props) {
  const { t } = useTranslation('conditions');
  const { operator, value, onChange } = props;
  const input = { 'aria-label': t('value'), size: 'xs' as const };
  switch (arity(operator)) {
    case 'none':
      return null;
    case 'duration':
      return <SpanInput value={typeof value === 'string' ? value : ''} onChange={onChange} input={input} />;
    case 'two': {
      const [from, to] = Array.isArray(value) ? value : [];
      return (
        <Group gap={4} wrap="nowrap">
          <OneValue {...props} value={from} name={t('from')} onChange={(next) => onChange([next ?? '', to ?? ''])} />
          <OneValue {...props} value={to} name={t('to')} onChange={(next) => onChange([from ?? '', next ?? ''])} />
        </Group>
      );
    }
    case 'many':
      return <Several {...props} />;
    case 'one':
      return <OneValue {...props} name={t('value')} />;
  }
}

function Several({ type, reference, value, onChange }: Props) {
  const choices = useValueChoices(type, reference);
  return <ManyValues reference={reference} choices={choices} value={value} onChange={onChange} />;
}

function OneValue({ type, reference, value, onChange, name }: Props & { name: string }) {
  const { t } = useTranslation('conditions');
  const choices = useValueChoices(type, reference);
  const input = { 'aria-label': name, size: 'xs' as const };
  if (reference.family === 'number') {
    const field: Field = { key: reference.name, label: name, kind: 'number' };
    return <DecimalInput field={field} value={value} onChange={onChange} doc={{}} input={input} />;
  }
  if (reference.family === 'boolean') {
    return (
      <Select
        {...input}
        data={[
          { value: 'true', label: t('true') },
          { value: 'false', label: t('false') },
        ]}
        value={value === undefined ? null : String(value)}
        onChange={(next) => onChange(next === null ? undefined : next === 'true')}
      />
    );
  }
  if (reference.family === 'date' || reference.family === 'dateTime') {
    return <DayValue value={typeof value === 'string' ? value : ''} onChange={onChange} input={input} />;
  }
  if (reference.family === 'duration') {
    return <SpanInput value={typeof value === 'string' ? value : ''} onChange={onChange} input={input} />;
  }
  const text = typeof value === 'string' ? value : '';
  if (choices) {
    return (
      <Select {...input} searchable data={choices} value={text || null} onChange={(next) => onChange(next ?? '')} />
    );
  }
  const target = linkTarget(reference);
  if (target) {
    return (
      <RecordPicker
        single
        entityType={target}
        value={text ? [text] : []}
        onChange={(ids) => onChange(ids[0])}
        input={input}
      />
    );
  }
  return <TextInput {...input} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}
