import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface Props {
  label: string;
  value: string;
  onSettle: (text: string) => void;
  description?: string;
  required?: boolean;
  multiline?: boolean;
  autoFocus?: boolean;
  /** The label is written elsewhere: it is only spoken here. */
  bare?: boolean;
  /** What is wrong with the text, said while it is typed. */
  check?: (text: string) => string | undefined;
}

/** A text that counts as one edit, when typing is over and not with every key. */
export function SettledInput({
  label,
  value,
  onSettle,
  description,
  required,
  multiline,
  autoFocus,
  bare,
  check,
}: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = () => {
    const trimmed = text.trim();
    if (required && trimmed === '') setText(value);
    else if (trimmed !== value) onSettle(trimmed);
  };
  const shared = {
    ...(bare ? { 'aria-label': label, size: 'xs' as const } : { label }),
    description,
    withAsterisk: required,
    error: check?.(text.trim()),
    value: text,
    'data-autofocus': autoFocus,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    onBlur: settle,
  };
  if (multiline) return <Textarea {...shared} autosize minRows={2} maxRows={8} />;
  return <TextInput {...shared} onKeyDown={(event) => event.key === 'Enter' && settle()} />;
}
