import { Group, Input, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { durationOf, SPAN_UNITS, type SpanUnit, singleSpan } from './iso-duration.ts';
import type { InputSettings } from './view.ts';

interface Props {
  /** ISO 8601, empty when there is none. */
  value: string;
  onChange: (duration: string | undefined) => void;
  onBlur?: () => void;
  input: InputSettings;
}

/** A number and its unit. A duration of several parts is edited as ISO 8601 writes it. */
export function SpanInput({ value, onChange, onBlur, input }: Props) {
  const { t } = useTranslation('fields');
  const span = singleSpan(value);
  const [unit, setUnit] = useState<SpanUnit>(span?.unit ?? 'days');
  const { label, description, error, withAsterisk, ...rest } = input;
  const shown = span?.unit ?? unit;
  const name = typeof label === 'string' ? label : input['aria-label'];
  return (
    <Input.Wrapper label={label} description={description} error={error} withAsterisk={withAsterisk} labelElement="div">
      {value !== '' && !span ? (
        <TextInput
          {...rest}
          aria-label={name}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
          onBlur={onBlur}
        />
      ) : (
        <Group gap={4} wrap="nowrap" role="group" aria-label={name}>
          <NumberInput
            {...rest}
            aria-label={t('span.count')}
            error={Boolean(error)}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            w={88}
            value={span?.count ?? ''}
            onChange={(count) => onChange(typeof count === 'number' ? durationOf({ count, unit: shown }) : undefined)}
            onBlur={onBlur}
          />
          <Select
            size={rest.size}
            disabled={rest.disabled}
            aria-label={t('span.unit')}
            style={{ flex: 1, minWidth: 96 }}
            allowDeselect={false}
            data={SPAN_UNITS.map((value) => ({ value, label: t(`span.${value}`) }))}
            value={shown}
            onChange={(next) => {
              const chosen = SPAN_UNITS.find((candidate) => candidate === next) ?? 'days';
              setUnit(chosen);
              if (span) onChange(durationOf({ count: span.count, unit: chosen }));
            }}
            onBlur={onBlur}
          />
        </Group>
      )}
    </Input.Wrapper>
  );
}
