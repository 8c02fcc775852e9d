import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Input } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LazyConditionBuilder } from '../lazy-condition-builder.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import type { ParameterProps } from './parameter-props.ts';

function Condition({ value, onChange, input, of, ofEvent }: ParameterProps & { of: EntityType; ofEvent?: boolean }) {
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={input.error}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <LazyConditionBuilder
        key={of.key}
        type={of}
        value={value as ConditionGroup | undefined}
        ofEvent={ofEvent}
        onChange={(next) => onChange(next.rules.length === 0 && !input.withAsterisk ? undefined : next)}
      />
    </Input.Wrapper>
  );
}

/** Asked of the record, and of what the event changed. */
export const ConditionParameter = (props: ParameterProps) => <Condition {...props} of={useRuleForm().type} ofEvent />;

export function OtherConditionParameter(props: ParameterProps) {
  const { types } = useRuleForm();
  const of = types.find(({ key }) => key === props.block.entityType);
  return of ? <Condition {...props} of={of} /> : null;
}

/** Asked of product rows, whose columns are its fields. */
export function RowConditionParameter(props: ParameterProps) {
  const { t } = useTranslation('fields');
  const { type } = useRuleForm();
  const lines = type.fields.filter(({ kind }) => kind === 'lines');
  const field = lines.find(({ key }) => key === props.block.field) ?? lines[0];
  const number = (key: string, label: string) => ({ key, label, kind: 'number' as const });
  const row: EntityType = {
    key: `${type.key} ${field?.key}`,
    name: '',
    titleField: 'name',
    fields: [
      { key: 'name', label: t('lines.name'), kind: 'text' },
      ...(field?.target
        ? [{ key: 'product', label: t('lines.product'), kind: 'link' as const, target: field.target }]
        : []),
      number('quantity', t('lines.quantity')),
      number('unitPrice', t('lines.unitPrice')),
      number('discountPercent', t('lines.discount')),
      number('taxPercent', t('lines.tax')),
      number('total', t('lines.total')),
    ],
  };
  return <Condition {...props} of={row} />;
}
