import { Button, Group, Menu, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconDeviceFloppy, IconMail, IconPlus, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type ReportQuery, type SavedReport, useRemoveReport, useSaveReport } from '../../data/reports.ts';
import { Schedules } from './schedules.tsx';
import { SharedWith } from './shared-with.tsx';

interface Props {
  saved: SavedReport[];
  /** The one that is open; undefined while a new one is built. */
  opened: SavedReport | undefined;
  query: ReportQuery;
  picture: SavedReport['picture'];
}

/** Saved reports to open; what is built, to be saved and shared. */
export function SavedMenu({ saved, opened, query, picture }: Props) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate({ from: '/p/$entityType/reports/query' });
  const [saving, { open, close }] = useDisclosure(false);
  const [scheduling, { open: showSchedules, close: hideSchedules }] = useDisclosure(false);
  const remove = useRemoveReport();
  return (
    <Group gap="xs">
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('saved.reports')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => void navigate({ search: { report: id } })}>
              {name}
            </Menu.Item>
          ))}
          {saved.length === 0 && <Menu.Label>{t('saved.none')}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => void navigate({ search: {} })}>
            {t('saved.new')}
          </Menu.Item>
          {opened && (
            <Menu.Item leftSection={<IconMail size={14} />} onClick={showSchedules}>
              {t('schedule.open')}
            </Menu.Item>
          )}
          {opened?.mayChange && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={14} />}
              onClick={() => remove.mutate(opened, { onSuccess: () => void navigate({ search: {} }) })}
            >
              {t('saved.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Button leftSection={<IconDeviceFloppy size={16} />} onClick={open}>
        {t('saved.save')}
      </Button>
      {scheduling && opened && <Schedules of={{ reportId: opened.id }} onClose={hideSchedules} />}
      {saving && (
        <SaveForm opened={opened?.mayChange ? opened : undefined} query={query} picture={picture} onClose={close} />
      )}
    </Group>
  );
}

function SaveForm({
  opened,
  query,
  picture,
  onClose,
}: Pick<Props, 'opened' | 'query' | 'picture'> & { onClose: () => void }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate({ from: '/p/$entityType/reports/query' });
  const [name, setName] = useState(opened?.name ?? '');
  const [roles, setRoles] = useState<string[]>(opened?.roles ?? []);
  const save = useSaveReport();
  const send = (id: string | undefined) =>
    save.mutate(
      { id, name, roles, picture, query },
      {
        onSuccess: (report) => {
          onClose();
          void navigate({ search: { report: report.id } });
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={t('saved.save')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(opened?.id);
        }}
      >
        <Stack>
          <SharedWith name={name} onName={setName} roles={roles} onRoles={setRoles} />
          <ProblemNotice error={save.error} />
          <Group justify="flex-end">
            {opened && (
              <Button
                variant="default"
                disabled={name.trim() === ''}
                loading={save.isPending}
                onClick={() => send(undefined)}
              >
                {t('saved.asNew')}
              </Button>
            )}
            <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
              {t('saved.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
