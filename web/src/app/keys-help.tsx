import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

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

/** The list of keys. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': common('close') }}>
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
