import type { Operator } from '@etapa/shared/conditions/condition';
import { arity } from '@etapa/shared/conditions/operators';
import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DecimalInput } from '../fields/decimal-input.tsx';
import { usePeopleOptions } from '../fields/person-options.ts';
import { RecordPicker } from '../fields/record-picker.tsx';
import { SpanInput } from '../fields/span-input.tsx';
import { useFormats } from '../i18n/locale.tsx';
import { DayValue } from './day-value.tsx';

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
      return <ManyValues {...props} />;
    case 'one':
      return <OneValue {...props} name={t('value')} />;
  }
}

function OneValue({ type, reference, value, onChange, name }: Props & { name: string }) {
  const { t } = useTranslation('conditions');
  const choices = useChoices(type, reference);
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

function ManyValues({ type, reference, value, onChange }: Props) {
  const { t } = useTranslation('conditions');
  const choices = useChoices(type, reference);
  const held = Array.isArray(value) ? value : [];
  const texts = held.map(String);
  const input = { 'aria-label': t('value'), size: 'xs' as const };
  if (choices)
    return <MultiSelect {...input} searchable hidePickedOptions data={choices} value={texts} onChange={onChange} />;
  const target = linkTarget(reference);
  if (target) return <RecordPicker entityType={target} value={texts} onChange={onChange} input={input} />;
  const number = reference.family === 'number';
  return (
    <TextInput
      {...input}
      defaultValue={texts.join('; ')}
      onChange={(event) => {
        const parts = event.currentTarget.value.split(/[;\n]/).map((part) => part.trim());
        const given = parts.filter((part) => part !== '');
        onChange(number ? given.map(Number).filter((part) => !Number.isNaN(part)) : given);
      }}
    />
  );
}

/** A closed set of values with their labels, or null where anything may be typed. */
function useChoices(type: EntityType, { source, family }: FieldReference): { value: string; label: string }[] | null {
  const { t } = useTranslation('conditions');
  const { label } = useFormats();
  const people = usePeopleOptions('', family === 'user').data;
  if (family === 'user') {
    return [
      { value: '$me', label: t('me') },
      { value: '$myTeam', label: t('myTeam') },
      ...(people ?? []).map((person) => ({ value: person.id, label: person.name })),
    ];
  }
  const funnels = type.funnels ?? [];
  if (source.kind === 'system') {
    switch (source.field) {
      case '$stageGroup':
        return (['open', 'won', 'lost'] as const).map((value) => ({ value, label: t(`group.${value}`) }));
      case '$funnel':
        return funnels.map((funnel) => ({ value: funnel.key, label: label(funnel.name) }));
      case '$stage': {
        const seen = new Map(funnels.flatMap((funnel) => funnel.stages).map((stage) => [stage.key, label(stage.name)]));
        return [...seen].map(([value, name]) => ({ value, label: name }));
      }
      default:
        return null;
    }
  }
  const { kind, options } = source.field;
  if (kind !== 'select' && kind !== 'multiSelect') return null;
  return (options ?? []).map((option) => ({ value: option.key, label: label(option.label) }));
}

const linkTarget = ({ source }: FieldReference): string | undefined =>
  source.kind === 'field' && (source.field.kind === 'link' || source.field.kind === 'links')
    ? source.field.target
    : undefined;
