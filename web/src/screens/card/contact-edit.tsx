import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeContact } from '../../data/contacts.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { ContactInputs, type ContactSaid } from './contact-inputs.tsx';

interface Props {
  entityType: string;
  contactId: string;
  said: ContactSaid;
  /** The entry's: one corrected meanwhile by another is not written over. */
  version: number | undefined;
  onClose: () => void;
}

/** Corrects a logged contact; the task it led to goes its own way. */
export function ContactEdit({ entityType, contactId, said, version, onClose }: Props) {
  const { t } = useTranslation('contacts');
  const { t: common } = useTranslation();
  const change = useChangeContact(entityType);
  const [contact, setContact] = useState(said);
  const { kind, at, text, bantc } = contact;
  const save = () =>
    change.mutate({ id: contactId, kind, text, bantc, ...(at ? { at } : {}), version }, { onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={t('editTitle')} size="lg">
      <Stack gap="xs">
        <ContactInputs contact={contact} put={(what) => setContact({ ...contact, ...what })} />
        <ProblemNotice error={change.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button loading={change.isPending} onClick={save}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
