import { NumberInput, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

interface Props {
  label: string;
  value: number | null;
  /** What the amount is in, written behind it. */
  unit?: string;
  /** 0: no target any more. */
  onSet: (amount: number) => void;
}

/** A target that is set where it is read: kept when the field is left or Enter is pressed. */
export function TargetInput({ label, value, unit, onSet }: Props) {
  const [typed, setTyped] = useState<string | number>(value ?? '');
  useEffect(() => setTyped(value ?? ''), [value]);
  const keep = () => {
    const amount = typed === '' ? 0 : Number(typed);
    if (Number.isFinite(amount) && amount !== (value ?? 0)) onSet(amount);
  };
  return (
    <NumberInput
      aria-label={label}
      size="xs"
      w={unit ? 140 : 110}
      ml="auto"
      min={0}
      max={999_999_999_999_999}
      hideControls
      thousandSeparator=" "
      placeholder="—"
      styles={{ input: { textAlign: 'right' } }}
      rightSection={
        unit && (
          <Text size="xs" c="dimmed" aria-hidden>
            {unit}
          </Text>
        )
      }
      rightSectionWidth={unit ? 40 : undefined}
      rightSectionPointerEvents="none"
      value={typed}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}
