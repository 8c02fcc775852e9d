import { Select } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

export interface ChoiceProps {
  data: { value: string; label: string }[];
  value: string;
  w: number;
  'aria-label': string;
  onChange: (value: string) => void;
}

interface Props extends ChoiceProps {
  /** Whether it was pressed before it was there. */
  open: () => boolean;
  /** Whether what stood for it had the focus. */
  focus: () => boolean;
}

/** One of a few, with its list. */
export function Choice({ open, focus, onChange, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [opened] = useState(open);
  const [focused] = useState(focus);
  useEffect(() => {
    if (opened || focused) input.current?.focus();
  }, [opened, focused]);
  return (
    <Select
      ref={input}
      size="xs"
      allowDeselect={false}
      defaultDropdownOpened={opened}
      onChange={(next) => next !== null && onChange(next)}
      {...rest}
    />
  );
}
