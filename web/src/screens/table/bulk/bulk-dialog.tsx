import type { BulkAction, BulkRequest } from '@etapa/shared/api/bulk';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStartBulk } from '../../../data/jobs.ts';
import { ProblemNotice } from '../../../data/problem-notice.tsx';
import { useFormats } from '../../../i18n/locale.tsx';
import { AssignForm, DeleteForm, LinkForm, MoveForm, TagForm, UpdateForm } from './action-forms.tsx';
import { CreateForm } from './create-form.tsx';

export type BulkKind = 'move' | 'update' | 'assign' | 'link' | 'tag' | 'create' | 'delete';

const FORMS = {
  move: MoveForm,
  update: UpdateForm,
  assign: AssignForm,
  link: LinkForm,
  tag: TagForm,
  create: CreateForm,
  delete: DeleteForm,
} as const;

interface Props {
  type: EntityType;
  kind: BulkKind;
  count: number;
  records: Omit<BulkRequest, 'action'>;
  onClose: () => void;
  onStarted: (jobId: string) => void;
}

/** Asks for what an action needs, and begins it. */
export function BulkDialog({ type, kind, count, records, onClose, onStarted }: Props) {
  const { t } = useTranslation('bulk');
  const { t: common } = useTranslation('common');
  const { number } = useFormats();
  const [action, setAction] = useState<BulkAction | null>(null);
  const start = useStartBulk(type.key);
  const Form = FORMS[kind];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`title.${kind}`, { count, shown: number(count) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (action) start.mutate({ ...records, action }, { onSuccess: ({ jobId }) => onStarted(jobId) });
        }}
      >
        <Stack gap="md">
          <Form type={type} onChange={setAction} />
          <ProblemNotice error={start.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button
              type="submit"
              color={kind === 'delete' ? 'red' : undefined}
              disabled={action === null}
              loading={start.isPending}
            >
              {t(`go.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
