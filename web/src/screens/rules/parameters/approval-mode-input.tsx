import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asObject, asText, type ParameterProps } from './parameter-props.ts';

const MODES = ['all', 'any', 'atLeast', 'sequence'] as const;

/** How many of the approvers have to agree, and whether one after another. */
export function ApprovalModeParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const count = asObject(value).atLeast;
  const mode = typeof count === 'number' ? 'atLeast' : asText(value);
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Select
        {...input}
        flex={1}
        allowDeselect={false}
        data={MODES.map((one) => ({ value: one, label: t(`mode.${one}`) }))}
        value={mode || null}
        onChange={(next) => onChange(next === 'atLeast' ? { atLeast: 1 } : (next ?? undefined))}
      />
      {mode === 'atLeast' && (
        <NumberInput
          label={t('mode.count')}
          w={110}
          min={1}
          allowDecimal={false}
          value={typeof count === 'number' ? count : ''}
          onChange={(next) => onChange({ atLeast: typeof next === 'number' ? next : 1 })}
        />
      )}
    </Group>
  );
}
