import {
  ActionIcon,
  Alert,
  Button,
  Code,
  CopyButton,
  Group,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { IconCheck, IconCopy, IconKey, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tokensQuery, useCreateToken, useRevokeToken } from '../../data/people.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

/** Keys with which other programs act as oneself. A new one is shown once. */
export function Tokens() {
  const { t } = useTranslation('settings');
  const { dateTime, relative } = useFormats();
  const tokens = useQuery(tokensQuery);
  const create = useCreateToken();
  const revoke = useRevokeToken();
  const [name, setName] = useState('');
  return (
    <Panel title={t('tokens')}>
      <Stack>
        <Text c="dimmed">{t('tokensLead')}</Text>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') create.mutate(name.trim(), { onSuccess: () => setName('') });
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              label={t('tokenName')}
              placeholder={t('tokenExample')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" disabled={name.trim() === ''} loading={create.isPending}>
              {t('createToken')}
            </Button>
          </Group>
        </form>
        <ProblemNotice error={create.error ?? revoke.error ?? tokens.error} />
        {create.data && (
          <Alert color="green" variant="light" icon={<IconKey size={18} />} title={t('tokenOnce')} role="status">
            <Group gap="xs" wrap="nowrap">
              <Code fz="sm" style={{ overflowWrap: 'anywhere' }}>
                {create.data.token}
              </Code>
              <CopyButton value={create.data.token}>
                {({ copied, copy }) => (
                  <ActionIcon variant="subtle" onClick={copy} aria-label={copied ? t('copied') : t('copy')}>
                    {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                  </ActionIcon>
                )}
              </CopyButton>
            </Group>
          </Alert>
        )}
        {tokens.isPending && <RowsSkeleton rows={2} />}
        {tokens.data && tokens.data.length > 0 && (
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('tokenName')}</Table.Th>
                <Table.Th>{t('tokenCreated')}</Table.Th>
                <Table.Th>{t('tokenUsed')}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{t('revoke')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tokens.data.map((token) => (
                <Table.Tr key={token.id}>
                  <Table.Td>{token.name}</Table.Td>
                  <Table.Td>{dateTime(token.createdAt)}</Table.Td>
                  <Table.Td>{token.lastUsedAt ? relative(token.lastUsedAt) : t('never')}</Table.Td>
                  <Table.Td ta="right">
                    <ActionIcon
                      variant="subtle"
                      color="red"
                      aria-label={t('revokeNamed', { name: token.name })}
                      title={t('revoke')}
                      onClick={() => revoke.mutate(token.id)}
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Panel>
  );
}
