import { Button, Group, Modal, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dashboard, useChangeDashboard, useCreateDashboard, useRemoveDashboard } from '../../data/dashboards.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { SharedWith } from './shared-with.tsx';

/** Name of a dashboard and who sees it. @param dashboard undefined for a new one */
export function DashboardForm({ dashboard, onClose }: { dashboard: Dashboard | undefined; onClose: () => void }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate({ from: '/dashboards' });
  const [name, setName] = useState(dashboard?.name ?? '');
  const [roles, setRoles] = useState<string[]>(dashboard?.roles ?? []);
  const create = useCreateDashboard();
  const change = useChangeDashboard();
  const remove = useRemoveDashboard();
  const save = () => {
    if (dashboard) change.mutate({ id: dashboard.id, name, roles }, { onSuccess: onClose });
    else {
      create.mutate(
        { name, roles },
        {
          onSuccess: ({ id }) => {
            onClose();
            void navigate({ search: { id } });
          },
        },
      );
    }
  };
  return (
    <Modal opened onClose={onClose} title={t(dashboard ? 'dashboards.edit' : 'dashboards.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack>
          <SharedWith name={name} onName={setName} roles={roles} onRoles={setRoles} />
          <ProblemNotice error={create.error ?? change.error ?? remove.error} />
          <Group justify="space-between">
            {dashboard ? (
              <Button
                variant="subtle"
                color="red"
                loading={remove.isPending}
                onClick={() =>
                  remove.mutate(dashboard.id, {
                    onSuccess: () => {
                      onClose();
                      void navigate({ search: {} });
                    },
                  })
                }
              >
                {t('dashboards.remove')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" disabled={name.trim() === ''} loading={create.isPending || change.isPending}>
              {t('saved.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
