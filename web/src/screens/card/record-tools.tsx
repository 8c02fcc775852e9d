import type { RecordView } from '@etapa/shared/api/records';
import { ActionIcon, CopyButton, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconDots, IconLink, IconPrinter, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../data/problem-notice.tsx';
import { useTrashRecord } from '../../data/record.ts';
import { may, useMe } from '../../data/session.ts';
import { FollowButton } from './follow-button.tsx';

interface Props {
  record: RecordView;
  onDeleted: () => void;
}

/** Copies the address; puts into the trash, which can be undone at once. */
export function RecordTools({ record, onDeleted }: Props) {
  const { t } = useTranslation('card');
  const me = useMe();
  const problem = useProblemText();
  const trash = useTrashRecord(record.entityType);
  const address = `${location.origin}/p/${record.entityType}/records/${record.number}`;
  const remove = () =>
    trash.mutate(
      { id: record.id, deleted: true },
      {
        onSuccess: () => {
          onDeleted();
          notifications.show({
            id: `trash-${record.id}`,
            autoClose: 10_000,
            message: t('toTrash', { title: record.title }),
          });
        },
        onError: (error) => notifications.show({ color: 'red', ...noticeOf(problem(error)) }),
      },
    );
  return (
    <>
      <FollowButton record={record} />
      <CopyButton value={address} timeout={1500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copied') : t('copyLink')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('copyLink')} onClick={copy}>
              {copied ? <IconCheck size={18} /> : <IconLink size={18} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPrinter size={14} />} onClick={() => setTimeout(print, 300)}>
            {t('print')}
          </Menu.Item>
          {record.deletedAt === null && may(me, 'delete', record.entityType) && (
            <Menu.Item color="red" c="red" leftSection={<IconTrash size={14} />} onClick={remove}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const noticeOf = ({ title, detail }: { title: string; detail: string | null }) => ({ title, message: detail ?? '' });
