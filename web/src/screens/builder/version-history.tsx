import { editsBetween } from '@etapa/shared/definition/edits-between';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { definitionVersion, definitionVersionsQuery, usePublish } from '../../data/entity-types.ts';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useBuilder } from './builder-context.ts';

/**
 * Every version that was published, each a way back. One that something live would not fit is put into the draft, where
 * what it does is shown and can be decided about.
 */
export function VersionHistory({ onPublished }: { onPublished: (jobId: string) => void }) {
  const { t } = useTranslation('builder');
  const { t: tc } = useTranslation('canvas');
  const { dateTime } = useFormats();
  const { definition, published, edit } = useBuilder();
  const versions = useQuery(definitionVersionsQuery(definition.key));
  const restore = usePublish(definition.key, onPublished);
  const take = useMutation({
    mutationFn: (version: number) => definitionVersion(definition.key, version),
    onSuccess: ({ deletedAt, version, revision, ...earlier }) => {
      edit(...editsBetween(definition, earlier));
      restore.reset();
    },
  });
  const asked = restore.variables?.version;
  const refused = isProblem(restore.error, 'unconvertible') && asked !== undefined;
  return (
    <Panel title={t('history.title')}>
      <ProblemNotice error={versions.error ?? take.error ?? (refused ? null : restore.error)} />
      {refused && (
        <Alert color="orange" mb="sm" role="alert">
          <Text size="sm">{tc('publish.restoreRefused', { version: asked })}</Text>
          <Button mt="xs" size="xs" loading={take.isPending} onClick={() => take.mutate(asked)}>
            {tc('publish.toDraft', { version: asked })}
          </Button>
        </Alert>
      )}
      <Stack gap={6}>
        {(versions.data ?? []).map(({ version, createdAt, createdBy }) => (
          <Group key={version} gap="sm" justify="space-between">
            <Group gap="sm">
              <Text fw={600}>{t('history.version', { version })}</Text>
              <Text size="sm" c="dimmed">
                {dateTime(createdAt)}
              </Text>
              {createdBy.kind === 'user' && <PersonBadge id={createdBy.id} />}
            </Group>
            {version === published.version ? (
              <Text size="sm" c="dimmed">
                {t('history.current')}
              </Text>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                loading={restore.isPending && restore.variables?.version === version}
                onClick={() => restore.mutate({ version, onUnconvertible: 'refuse', accept: [] })}
              >
                {t('history.restore', { version })}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
