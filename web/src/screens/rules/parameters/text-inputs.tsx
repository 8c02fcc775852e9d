import { Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { InsertField } from './insert-field.tsx';
import { asText, orAbsent, type ParameterProps } from './parameter-props.ts';

/** A line that may hold `{{ }}`. */
export function TextParameter({ value, onChange, input }: ParameterProps) {
  const area = useRef<HTMLInputElement>(null);
  return (
    <TextInput
      {...input}
      ref={area}
      value={asText(value)}
      onChange={(event) => onChange(orAbsent(event.currentTarget.value))}
      rightSection={<InsertField area={area} written={inBraces} onInsert={onChange} />}
    />
  );
}

/** A paragraph that may hold `{{ }}`. */
export function LongTextParameter({ value, onChange, input }: ParameterProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <Textarea
      {...input}
      ref={area}
      autosize
      minRows={2}
      maxRows={14}
      value={asText(value)}
      onChange={(event) => onChange(orAbsent(event.currentTarget.value))}
      rightSection={<InsertField area={area} written={inBraces} onInsert={onChange} />}
    />
  );
}

/** A line taken as it is. */
export function PlainParameter({ value, onChange, input }: ParameterProps) {
  return (
    <TextInput {...input} value={asText(value)} onChange={(event) => onChange(orAbsent(event.currentTarget.value))} />
  );
}

const inBraces = (name: string): string => `{{ ${name} }}`;
