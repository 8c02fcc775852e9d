import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DisplayProps, EditorProps, FieldView } from './view.ts';

function BooleanEditor({ value, onChange, onBlur, input }: EditorProps) {
  const { withAsterisk, placeholder: _, ...rest } = input;
  return (
    <Switch
      {...rest}
      pt={input.label ? 26 : 4}
      required={withAsterisk}
      checked={value === true}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
        onBlur?.();
      }}
    />
  );
}

function BooleanDisplay({ value }: DisplayProps) {
  const { t } = useTranslation('fields');
  return <span>{value === true ? t('yes') : t('no')}</span>;
}

export const boolean: FieldView = { Editor: BooleanEditor, Display: BooleanDisplay };
