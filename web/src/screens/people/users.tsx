import {
  Avatar,
  Badge,
  Button,
  Group,
  MultiSelect,
  Paper,
  Select,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rolesQuery, teamsQuery, type User, useChangeUser, usersQuery } from '../../data/people.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useMe } from '../../data/session.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { useRoleName } from './role-name.ts';
import { NewUser } from './user-form.tsx';

/** Everybody, with roles and team changed in place. */
export function Users() {
  const { t } = useTranslation('people');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const users = useQuery({ ...usersQuery(wanted), placeholderData: keepPreviousData });
  const [adding, form] = useDisclosure(false);
  return (
    <Stack>
      <Group justify="space-between">
        <TextInput
          flex="1 1 200px"
          maw={360}
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button leftSection={<IconPlus size={16} />} onClick={form.open}>
          {t('addUser')}
        </Button>
      </Group>
      <ProblemNotice error={users.error} onRetry={() => void users.refetch()} />
      {users.isPending && <RowsSkeleton />}
      {users.data && (
        <Paper withBorder>
          <Table.ScrollContainer minWidth={760} type="native">
            <Table verticalSpacing={8}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('name')}</Table.Th>
                  <Table.Th>{t('role')}</Table.Th>
                  <Table.Th>{t('team')}</Table.Th>
                  <Table.Th>{t('active')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {users.data.items.map((user) => (
                  <UserRow key={user.id} user={user} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      {users.data?.items.length === 0 && <Text c="dimmed">{t('nobody')}</Text>}
      <NewUser opened={adding} onClose={form.close} />
    </Stack>
  );
}

function UserRow({ user }: { user: User }) {
  const { t } = useTranslation('people');
  const me = useMe();
  const change = useChangeUser();
  const roles = useQuery(rolesQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const roleName = useRoleName();
  const self = me.user.id === user.id;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar name={user.name} color="initials" size={30} aria-hidden />
          <div>
            <Group gap={6}>
              <Text fw={500} c={user.active ? undefined : 'dimmed'}>
                {user.name}
              </Text>
              {self && (
                <Badge size="sm" variant="light">
                  {t('you')}
                </Badge>
              )}
              {!user.canLogIn && (
                <Badge size="sm" variant="default" title={t('cannotLogInWhy')}>
                  {t('cannotLogIn')}
                </Badge>
              )}
            </Group>
            <Text size="sm" c="dimmed">
              {user.email}
            </Text>
          </div>
        </Group>
        <ProblemNotice error={change.error} />
      </Table.Td>
      <Table.Td>
        <MultiSelect
          aria-label={t('rolesOf', { name: user.name })}
          w={220}
          data={roles.map((role) => ({ value: role.key, label: roleName(role) }))}
          value={user.roles}
          onChange={(next) => next.length > 0 && change.mutate({ id: user.id, roles: next })}
        />
      </Table.Td>
      <Table.Td>
        <Select
          aria-label={t('teamOf', { name: user.name })}
          w={170}
          clearable
          placeholder="—"
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={user.teamId}
          onChange={(teamId) => change.mutate({ id: user.id, teamId })}
        />
      </Table.Td>
      <Table.Td>
        <Switch
          aria-label={t('activeOf', { name: user.name })}
          checked={user.active}
          disabled={self || change.isPending}
          onChange={(event) => change.mutate({ id: user.id, active: event.currentTarget.checked })}
        />
      </Table.Td>
    </Table.Tr>
  );
}
