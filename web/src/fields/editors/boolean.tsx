import { Switch } from '@mantine/core';
import type { EditorProps } from '../view.ts';

export function BooleanEditor({ value, onChange, onBlur, input }: EditorProps) {
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
