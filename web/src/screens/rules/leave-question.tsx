import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  asked: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** Asks before what was changed in a rule is lost. */
export function LeaveQuestion({ asked, onStay, onLeave }: Props) {
  const { t } = useTranslation('rules');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={asked}
      onClose={onStay}
      title={t('leave.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Text>{t('leave.text')}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onStay}>
          {t('leave.stay')}
        </Button>
        <Button color="red" onClick={onLeave}>
          {t('leave.go')}
        </Button>
      </Group>
    </Modal>
  );
}
