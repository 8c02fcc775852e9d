import { Badge, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RoleView, rolesQuery, useCreateRole, useReplaceRole } from '../../data/people.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { GrantMatrix } from './grant-matrix.tsx';
import { useRoleName } from './role-name.ts';

/** Each role as a matrix: which kinds of records, what may be done, whose. */
export function Roles() {
  const roles = useQuery(rolesQuery);
  return (
    <Stack>
      <ProblemNotice error={roles.error} onRetry={() => void roles.refetch()} />
      {roles.isPending && <RowsSkeleton rows={3} height={120} />}
      {roles.data?.map((role) => (
        <RoleBox key={role.key} role={role} />
      ))}
      {roles.data && <NewRole taken={roles.data.map((role) => role.key)} />}
    </Stack>
  );
}

function RoleBox({ role }: { role: RoleView }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const roleName = useRoleName();
  const replace = useReplaceRole();
  const [grants, setGrants] = useState(role.grants);
  const changed = JSON.stringify(grants) !== JSON.stringify(role.grants);
  const fixed = role.key === 'admin';
  return (
    <Paper withBorder p="md" component="section" aria-label={roleName(role)}>
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h3">
            {roleName(role)}
          </Title>
          {role.builtin && <Badge variant="default">{t('builtinRole')}</Badge>}
        </Group>
        {changed && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setGrants(role.grants)}>
              {common('cancel')}
            </Button>
            <Button
              size="xs"
              loading={replace.isPending}
              onClick={() => replace.mutate({ key: role.key, name: role.name, grants })}
            >
              {common('save')}
            </Button>
          </Group>
        )}
      </Group>
      {fixed && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('adminFixed')}
        </Text>
      )}
      <ProblemNotice error={replace.error} />
      <GrantMatrix grants={grants} onChange={fixed ? undefined : setGrants} />
    </Paper>
  );
}

function NewRole({ taken }: { taken: string[] }) {
  const { t } = useTranslation('people');
  const create = useCreateRole();
  const [name, setName] = useState('');
  const make = () =>
    create.mutate(
      { key: freeKey(taken), name: name.trim(), grants: [{ entityType: '*', actions: ['read'], scope: 'own' }] },
      { onSuccess: () => setName('') },
    );
  return (
    <Stack gap="xs">
      <Group align="flex-end">
        <TextInput label={t('newRole')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button variant="default" disabled={name.trim() === ''} loading={create.isPending} onClick={make}>
          {t('addRole')}
        </Button>
      </Group>
      <ProblemNotice error={create.error} />
    </Stack>
  );
}

/** Names may be in any script; keys may not. */
function freeKey(taken: string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`role${number}`)) number += 1;
  return `role${number}`;
}
