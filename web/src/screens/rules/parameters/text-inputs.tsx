import { Group, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { InsertField } from './insert-field.tsx';
import { asText, orAbsent, type ParameterProps } from './parameter-props.ts';

/** A line that may hold `{{ }}`. */
export function TextParameter({ value, onChange, input }: ParameterProps) {
  const area = useRef<HTMLInputElement>(null);
  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <TextInput
        {...input}
        ref={area}
        flex={1}
        value={asText(value)}
        onChange={(event) => onChange(orAbsent(event.currentTarget.value))}
      />
      <InsertField area={area} labelled={Boolean(input.label)} written={inBraces} onInsert={onChange} />
    </Group>
  );
}

/** A paragraph that may hold `{{ }}`. */
export function LongTextParameter({ value, onChange, input }: ParameterProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <Textarea
        {...input}
        ref={area}
        flex={1}
        autosize
        minRows={2}
        maxRows={14}
        value={asText(value)}
        onChange={(event) => onChange(orAbsent(event.currentTarget.value))}
      />
      <InsertField area={area} labelled={Boolean(input.label)} written={inBraces} onInsert={onChange} />
    </Group>
  );
}

/** A line taken as it is. */
export function PlainParameter({ value, onChange, input }: ParameterProps) {
  return (
    <TextInput {...input} value={asText(value)} onChange={(event) => onChange(orAbsent(event.currentTarget.value))} />
  );
}

const inBraces = (name: string): string => `{{ ${name} }}`;
