import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

export const SHOW_KEYS = 'etapa:show-keys';

const KEYS = [
  ['Ctrl K', 'palette'],
  ['N', 'new'],
  ['/', 'filter'],
  ['J', 'next'],
  ['K', 'previous'],
  ['← ↑ ↓ →', 'focus'],
  ['Enter', 'open'],
  ['M', 'move'],
  ['Space', 'select'],
  ['F2', 'edit'],
  ['Shift ← ↑ ↓ →', 'moveDay'],
  ['X', 'complete'],
  ['Ctrl Enter', 'send'],
  ['Alt ↑ ↓', 'moveRow'],
  ['Ctrl Delete', 'removeRow'],
  ['Esc', 'close'],
  ['G H', 'goHome'],
  ['G T', 'goTasks'],
  ['?', 'help'],
] as const;

/** The list of keys, opened by `?` or from the palette. */
export function KeysHelp() {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([['shift+?', open]], undefined, false);
  useEffect(() => {
    window.addEventListener(SHOW_KEYS, open);
    return () => window.removeEventListener(SHOW_KEYS, open);
  }, [open]);
  return (
    <Modal opened={opened} onClose={close} title={t('keys.title')} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack gap={6}>
        {KEYS.map(([key, name]) => (
          <Group key={key} justify="space-between">
            <Text>{t(`keys.${name}`)}</Text>
            <Kbd>{key}</Kbd>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
