import { Input } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import type { ChoiceProps } from './choice.tsx';
import { fetched } from './fetched.ts';

const load = () => import('./choice.tsx');
const Choice = fetched(async () => (await load()).Choice);

/**
 * One of a few, as any other choice looks. Its list is fetched when the pointer or the focus comes near; a press opens
 * it even before that.
 */
export function SelectOnCall(props: ChoiceProps) {
  const [near, setNear] = useState(false);
  const pressed = useRef(false);
  const focused = useRef(false);
  const shown = props.data.find(({ value }) => value === props.value)?.label ?? '';
  const still = (
    <Input
      size="xs"
      w={props.w}
      readOnly
      pointer
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-label={props['aria-label']}
      value={shown}
      rightSection={<IconSelector size={14} aria-hidden />}
      rightSectionPointerEvents="none"
      onPointerEnter={() => setNear(true)}
      onFocus={() => {
        focused.current = true;
        setNear(true);
      }}
      onBlur={() => {
        focused.current = false;
      }}
      onPointerDown={() => {
        pressed.current = true;
        setNear(true);
      }}
      onClick={() => {
        pressed.current = true;
        setNear(true);
      }}
    />
  );
  if (!near) return still;
  return (
    <Suspense fallback={still}>
      <Choice {...props} open={() => pressed.current} focus={() => focused.current} />
    </Suspense>
  );
}
