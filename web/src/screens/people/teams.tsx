import { Button, Group, Modal, Paper, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPencil, IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type Team, teamsQuery, useChangeTeam, useCreateTeam } from '../../data/people.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { PeoplePicker, PersonPicker } from '../../fields/person-picker.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

/** Teams with their leader and members. */
export function Teams() {
  const { t } = useTranslation('people');
  const teams = useQuery(teamsQuery);
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('addTeam')}
    </Button>
  );
  return (
    <Stack>
      <ProblemNotice error={teams.error} onRetry={() => void teams.refetch()} />
      {teams.isPending && <RowsSkeleton rows={3} height={90} />}
      {teams.data?.length === 0 && (
        <Empty icon={<IconUsersGroup />} title={t('noTeams')} action={add}>
          {t('noTeamsLead')}
        </Empty>
      )}
      {teams.data && teams.data.length > 0 && <Group justify="flex-end">{add}</Group>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {teams.data?.map((team) => (
          <Paper key={team.id} withBorder p="md" component="article" aria-label={team.name}>
            <Group justify="space-between" mb="xs">
              <Title order={2} size="h3">
                {team.name}
              </Title>
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPencil size={14} />}
                onClick={() => setEditing(team)}
              >
                {t('editTeam')}
              </Button>
            </Group>
            {team.leaderId && (
              <Group gap={6} mb={6}>
                <Text size="sm" c="dimmed">
                  {t('leader')}
                </Text>
                <PersonBadge id={team.leaderId} />
              </Group>
            )}
            <Group gap="xs">
              {team.memberIds.map((id) => (
                <PersonBadge key={id} id={id} />
              ))}
              {team.memberIds.length === 0 && <Text c="dimmed">{t('noMembers')}</Text>}
            </Group>
          </Paper>
        ))}
      </SimpleGrid>
      {editing && (
        <TeamForm team={editing === 'new' ? null : editing} teams={teams.data ?? []} onDone={() => setEditing(null)} />
      )}
    </Stack>
  );
}

function TeamForm({ team, teams, onDone }: { team: Team | null; teams: Team[]; onDone: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const create = useCreateTeam();
  const change = useChangeTeam();
  const { register, control, handleSubmit, formState } = useForm({
    defaultValues: {
      name: team?.name ?? '',
      leaderId: team?.leaderId ?? null,
      memberIds: team?.memberIds ?? [],
      parentId: team?.parentId ?? null,
    },
  });
  const submit = handleSubmit((values) =>
    team
      ? change.mutate({ id: team.id, ...values }, { onSuccess: onDone })
      : create.mutate(values, { onSuccess: onDone }),
  );
  return (
    <Modal
      opened
      onClose={onDone}
      title={team ? t('editTeam') : t('addTeam')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={t('name')}
            data-autofocus
            error={formState.errors.name?.message}
            {...register('name', { validate: (name) => name.trim() !== '' || t('nameMissing') })}
          />
          <Controller
            name="leaderId"
            control={control}
            render={({ field }) => (
              <PersonPicker value={field.value} onChange={field.onChange} input={{ label: t('leader') }} />
            )}
          />
          <Controller
            name="memberIds"
            control={control}
            render={({ field }) => (
              <PeoplePicker value={field.value} onChange={field.onChange} input={{ label: t('members') }} />
            )}
          />
          <Controller
            name="parentId"
            control={control}
            render={({ field }) => (
              <Select
                label={t('partOf')}
                clearable
                data={teams.filter((one) => one.id !== team?.id).map((one) => ({ value: one.id, label: one.name }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <ProblemNotice error={create.error ?? change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
