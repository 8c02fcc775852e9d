import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import { Stack, Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormulaEditor } from '../../formulas/formula-editor.tsx';
import { useBuilder } from './builder-context.ts';

interface Props {
  field: Field;
  onSet: (settings: Settings<Field>) => void;
}

/** Whether people fill a field in or a formula does, and which. The formula counts as one edit when typing is over. */
export function FieldFormula({ field, onSet }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { definition } = useBuilder();
  const [typed, setTyped] = useState(field.formula ?? '');
  const [on, setOn] = useState(field.formula !== undefined);
  useEffect(() => {
    setTyped(field.formula ?? '');
    if (field.formula !== undefined) setOn(true);
  }, [field.formula]);
  const computed = useMemo(() => ({ ...field, formula: field.formula ?? '' }), [field]);
  const settle = (formula: string) => {
    if (formula !== (field.formula ?? '')) onSet({ formula: formula || null, ...(formula ? COMPUTED : {}) });
  };
  if (field.kind === 'autonumber') return null;
  return (
    <Stack gap="xs">
      <Switch
        label={words('formula.on')}
        description={words('formula.about')}
        checked={on}
        onChange={(event) => {
          setOn(event.currentTarget.checked);
          if (!event.currentTarget.checked) settle('');
        }}
      />
      {on && (
        <FormulaEditor
          type={definition}
          field={computed}
          value={typed}
          onChange={setTyped}
          onBlur={() => settle(typed)}
          input={{ label: t('field.formula') }}
        />
      )}
    </Stack>
  );
}

/** What people no longer write is neither asked of them nor given beforehand. */
const COMPUTED = { required: null, requiredWhen: null, default: null };
