import { Text } from '@mantine/core';
import { DecimalInput } from '../decimal-input.tsx';
import type { EditorProps } from '../view.ts';

export function PercentEditor(props: EditorProps) {
  return (
    <DecimalInput
      {...props}
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
