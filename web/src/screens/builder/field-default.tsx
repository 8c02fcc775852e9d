import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import type { FieldKind, JsonValue } from '@etapa/shared/fields/field';
import { isFormula } from '@etapa/shared/formulas/formula';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { FormulaEditor } from '../../formulas/formula-editor.tsx';
import { useBuilder } from './builder-context.ts';
import { useDefaultCheck } from './field-faults.ts';

/** Kinds whose values cannot be given beforehand. */
const WITHOUT_DEFAULT: FieldKind[] = ['file', 'files', 'autonumber'];

interface Props {
  field: Field;
  onSet: (settings: Settings<Field>) => void;
}

/** What a new record begins with here: nothing, a value, or what a formula gives then. */
export function FieldDefault({ field, onSet }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { definition } = useBuilder();
  const fault = useDefaultCheck(field);
  const [tried, setTried] = useState<JsonValue | undefined>(field.default);
  const [byFormula, setByFormula] = useState(isFormula(field.default));
  useEffect(() => setTried(field.default), [field.default]);
  const settle = (value: JsonValue | undefined) => {
    if (JSON.stringify(value) !== JSON.stringify(field.default)) onSet({ default: value ?? null });
  };
  const settleSoon = useDebouncedCallback(settle, { delay: 500, flushOnUnmount: true });
  if (field.formula !== undefined || WITHOUT_DEFAULT.includes(field.kind)) return null;
  const label = t('field.default');
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} aria-hidden>
        {label}
      </Text>
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={words('default.way', { label })}
        data={[
          { value: 'value', label: words('default.value') },
          { value: 'formula', label: words('default.formula') },
        ]}
        value={byFormula ? 'formula' : 'value'}
        onChange={(way) => {
          setByFormula(way === 'formula');
          setTried(undefined);
          settle(undefined);
        }}
      />
      {byFormula ? (
        <FormulaEditor
          type={definition}
          field={field}
          value={typeof tried === 'string' ? tried : ''}
          onChange={setTried}
          onBlur={() => settle(tried === '' ? undefined : tried)}
          input={{ 'aria-label': label }}
        />
      ) : (
        <FieldEditor
          field={field}
          doc={{}}
          value={tried}
          onChange={(value) => {
            setTried(value);
            settleSoon(value);
          }}
          bare
          error={fault}
          more={{ 'aria-label': label }}
        />
      )}
    </Stack>
  );
}
