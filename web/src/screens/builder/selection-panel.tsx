import type { Stage } from '@etapa/shared/definition/entity-type';
import { Button, List, Stack, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconCut, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

interface Props {
  stages: Stage[];
  onCopy: () => void;
  onCut: () => void;
  onShift: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** What can be done to several stages at once. */
export function SelectionPanel({ stages, onCopy, onCut, onShift, onRemove }: Props) {
  const { t } = useTranslation('canvas');
  const { label } = useFormats();
  const button = { variant: 'default', size: 'xs', justify: 'flex-start' } as const;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('chosen', { count: stages.length })}
      </Title>
      <List size="sm">
        {stages.map(({ key, name }) => (
          <List.Item key={key}>{label(name)}</List.Item>
        ))}
      </List>
      <Button {...button} leftSection={<IconCopy size={14} />} onClick={onCopy}>
        {t('copy')}
      </Button>
      <Button {...button} leftSection={<IconCut size={14} />} onClick={onCut}>
        {t('cut')}
      </Button>
      <Button {...button} leftSection={<IconArrowUp size={14} />} onClick={() => onShift(-1)}>
        {t('earlier')}
      </Button>
      <Button {...button} leftSection={<IconArrowDown size={14} />} onClick={() => onShift(1)}>
        {t('later')}
      </Button>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        justify="flex-start"
        leftSection={<IconTrash size={14} />}
        onClick={onRemove}
      >
        {t('remove', { count: stages.length })}
      </Button>
    </Stack>
  );
}
