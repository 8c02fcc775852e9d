import { ActionIcon, Button, ColorSwatch, Group, Popover } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stageCss } from '../../ui/stage-color.ts';
import { ColorChoice } from './color-choice.tsx';

interface Props {
  /** Of the option, for people. */
  name: string;
  value: string | undefined;
  onChange: (color: string | null) => void;
}

/** The colour an option is shown in, or none. */
export function OptionColor({ name, value, onChange }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const [open, setOpen] = useState(false);
  const choose = (color: string | null) => {
    setOpen(false);
    onChange(color);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" withinPortal trapFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words('option.color', { name })}
          onClick={() => setOpen(!open)}
        >
          {value ? (
            <ColorSwatch component="span" color={stageCss(value)} size={16} withShadow={false} />
          ) : (
            <IconPalette size={16} />
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={words('option.color', { name })}>
        <ColorChoice label={t('color')} value={value} onChange={choose} />
        <Group mt="xs">
          <Button size="compact-xs" variant="subtle" color="gray" disabled={!value} onClick={() => choose(null)}>
            {words('option.noColor')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
