import { Text } from '@mantine/core';
import { useFormats } from '../i18n/locale.tsx';
import { DecimalInput } from './decimal-input.tsx';
import { asNumber, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function PercentEditor(props: EditorProps) {
  return (
    <DecimalInput
      {...props}
      scale={props.field.scale}
      more={{
        rightSection: (
          <Text size="sm" c="dimmed" aria-hidden>
            %
          </Text>
        ),
      }}
    />
  );
}

function PercentDisplay({ field, value }: DisplayProps) {
  const { percent } = useFormats();
  return <span>{percent((asNumber(value) ?? 0) / 100, field.scale ?? 10)}</span>;
}

export const percent: FieldView = { Editor: PercentEditor, Display: PercentDisplay };
