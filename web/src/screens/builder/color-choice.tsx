import { ColorSwatch, Group, Input, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { stageCss } from '../../ui/stage-color.ts';

const COLORS = [
  'gray',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
] as const;

interface Props {
  label: string;
  value: string | undefined;
  onChange: (color: string) => void;
}

/** One of a few colours that go with each other. */
export function ColorChoice({ label, value, onChange }: Props) {
  const { t } = useTranslation('builder');
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap={4} role="group" aria-label={label}>
        {COLORS.map((color) => (
          <UnstyledButton
            key={color}
            aria-label={t(`colors.${color}`)}
            aria-pressed={value === color}
            onClick={() => onChange(color)}
          >
            <ColorSwatch component="span" color={stageCss(color)} size={20} withShadow={false}>
              {value === color && <IconCheck size={13} color="#fff" />}
            </ColorSwatch>
          </UnstyledButton>
        ))}
      </Group>
    </Input.Wrapper>
  );
}
