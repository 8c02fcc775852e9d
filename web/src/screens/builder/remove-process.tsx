import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTypeTrash } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { showSaved } from '../../ui/undo-notice.tsx';
import { useBuilder } from './builder-context.ts';

/** Puts the process into the trash once its key is typed; a notice offers to bring it back. */
export function RemoveProcess({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('process');
  const { t: common } = useTranslation('common');
  const { label } = useFormats();
  const { published } = useBuilder();
  const navigate = useNavigate();
  const trash = useTypeTrash();
  const [typed, setTyped] = useState('');
  const [force, setForce] = useState(false);
  const { key } = published;
  const name = label(published.name);
  const remove = async () => {
    await trash.mutateAsync({ key, restore: false, force });
    await navigate({ to: '/' });
    showSaved({
      id: `removed-${key}`,
      text: t('removed', { name }),
      close: common('close'),
      undo: { label: t('bringBack'), run: () => trash.mutate({ key, restore: true }) },
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle', { name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // What was refused is shown by the mutation's error.
          if (typed === key) remove().catch(() => undefined);
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('removeLead')}</Text>
          <TextInput
            label={t('removeType', { key })}
            data-autofocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ProblemNotice error={trash.error} />
          {trash.error !== null && (
            <Switch
              label={t('removeForce')}
              checked={force}
              onChange={(event) => setForce(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" color="red" disabled={typed !== key} loading={trash.isPending}>
              {t('remove')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
