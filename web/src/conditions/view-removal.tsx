import type { View } from '@etapa/shared/api/views';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../data/problem-notice.tsx';
import { useRemoveView } from '../data/views.ts';

interface Props {
  entityType: string;
  view: View;
  onClose: () => void;
  onRemoved: () => void;
}

/** Asks before a view goes: its records stay. */
export function ViewRemoval({ entityType, view, onClose, onRemoved }: Props) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation('common');
  const remove = useRemoveView(entityType);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle', { name: view.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <Text>{t(view.shared || view.roles.length + view.teamIds.length > 0 ? 'removeShared' : 'removeText')}</Text>
        <ProblemNotice error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() =>
              remove.mutate(view.id, {
                onSuccess: () => {
                  onClose();
                  onRemoved();
                },
              })
            }
          >
            {t('remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
